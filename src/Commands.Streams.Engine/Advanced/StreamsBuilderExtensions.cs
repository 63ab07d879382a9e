using Commands.Streams.Graph;

namespace Commands.Streams.Advanced;

/// <summary>Declarations of topics that libraries on top of the engine need.</summary>
public static class StreamsBuilderExtensions
{
    /// <summary>
    /// Declares an internal topic, which is created at start with as many partitions as another topic and keeps its records until they are deleted.
    /// Like every internal topic, its full name is the application's id, a hyphen and the given name, so applications that read the same topics do
    /// not share it. An existing topic is not changed, but must have that number of partitions.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="topic">The name, without the application's id, as used by sources and sinks of the topology.</param>
    /// <param name="like">The topic whose number of partitions to use; the topology must read it.</param>
    public static void DeclareTopic(this StreamsBuilder builder, string topic, string like)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(like);
        builder.Graph.Add(new InternalTopic(topic, null) { Like = like });
    }

    /// <summary>
    /// Declares that a topic must exist when the application starts although no source or sink names it, for example one that a function chooses. It
    /// can also declare how many partitions the topic should have; if the number differs, the application logs a warning and starts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partitions">The number of partitions the topic should have, 1 or more, or <see langword="null"/> for any number.</param>
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
