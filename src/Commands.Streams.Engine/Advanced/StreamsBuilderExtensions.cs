using Commands.Streams.Graph;

namespace Commands.Streams.Advanced;

/// <summary>Declarations of topics that libraries on top of the engine need.</summary>
public static class StreamsBuilderExtensions
{
    /// <summary>
    /// Declares a topic of the application's own, which is created at start with as many partitions as another and keeps its records until they are deleted.
    /// Like every topic of an application's own it is named after the application's id and a hyphen, followed by the name given: applications that read the
    /// same topics never meet in it. One that exists already is left as it is, but must have that number of partitions.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="topic">The topic, without the application's id, as sources and sinks of the topology name it.</param>
    /// <param name="like">The topic whose number of partitions it has; one that the topology reads.</param>
    public static void DeclareTopic(this StreamsBuilder builder, string topic, string like)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(like);
        builder.Graph.Add(new InternalTopic(topic, null) { Like = like });
    }

    /// <summary>
    /// Declares that a topic must exist when the application starts, although no source reads it and no sink names it, for example one that a function
    /// chooses; or how many partitions it is meant to have. If it has another number, the application warns about it and starts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partitions">How many partitions it is meant to have, 1 or more; <see langword="null"/> if that does not matter.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partitions"/> is below 1.</exception>
    public static void RequireTopic(this StreamsBuilder builder, string topic, int? partitions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(topic);
        if (partitions is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(partitions));
        }

        builder.Graph.Add(new RequiredTopic(topic, partitions));
    }
}
