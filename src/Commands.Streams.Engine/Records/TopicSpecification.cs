namespace Commands.Streams.Records;

/// <summary>A topic to create.</summary>
/// <param name="Name">The name.</param>
/// <param name="Partitions">The number of partitions, 1 or more.</param>
public sealed record TopicSpecification(string Name, int Partitions)
{
    /// <summary>The number of replicas, or -1 for the broker's default.</summary>
    /// <value>Default: -1.</value>
    public short ReplicationFactor { get; init; } = -1;

    /// <summary>Topic settings by their Kafka names, such as <c>cleanup.policy</c>.</summary>
    /// <value>Default: empty, the broker's settings.</value>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();
}
