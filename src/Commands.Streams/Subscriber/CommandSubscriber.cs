namespace Commands.Streams;

/// <summary>
/// A command stream with its handler, made by <c>ForEach</c> of a <see cref="CommandTopology{TKey,TCommand}"/>. Immutable: it may be built any number
/// of times, each giving a topology of its own.
/// </summary>
public sealed class CommandSubscriber
{
    private readonly Action<StreamsBuilder> _addSteps;

    internal CommandSubscriber(SubscriberDescription description, Action<StreamsBuilder> addSteps)
    {
        Description = description;
        _addSteps = addSteps;
    }

    /// <summary>The topics and the demands of the subscriber, for engines that run it and for tools.</summary>
    public SubscriberDescription Description { get; }

    /// <summary>Adds the subscriber's steps to a topology that does more.</summary>
    /// <param name="builder">The topology's description. It takes a command stream once.</param>
    public void AddTo(StreamsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _addSteps(builder);
    }

    /// <summary>Builds a topology of the subscriber alone.</summary>
    /// <exception cref="Errors.TopologyException">Something is wrong; the message names every problem.</exception>
    public Topology Build()
    {
        var builder = new StreamsBuilder();
        AddTo(builder);
        return builder.Build();
    }
}
