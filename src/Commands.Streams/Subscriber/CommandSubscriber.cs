namespace Commands.Streams;

/// <summary>
/// A command stream with its handler; created by <c>ForEach</c> of a <see cref="CommandTopology{TKey,TCommand}"/>. Immutable: it may be built any
/// number of times, and each call creates a separate topology.
/// </summary>
public sealed class CommandSubscriber
{
    private readonly Action<StreamsBuilder> _addSteps;

    internal CommandSubscriber(SubscriberDescription description, Action<StreamsBuilder> addSteps)
    {
        Description = description;
        _addSteps = addSteps;
    }

    /// <summary>The subscriber's topics and its requirements, for tools and for engines that run it.</summary>
    public SubscriberDescription Description { get; }

    /// <summary>Adds the subscriber's steps to a larger topology.</summary>
    /// <param name="builder">The builder of the topology. It may read each command stream only once.</param>
    public void AddTo(StreamsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _addSteps(builder);
    }

    /// <summary>Builds a topology of this subscriber only.</summary>
    /// <exception cref="Errors.TopologyException">The topology is invalid; the message lists every problem.</exception>
    public Topology Build()
    {
        var builder = new StreamsBuilder();
        AddTo(builder);
        return builder.Build();
    }
}
