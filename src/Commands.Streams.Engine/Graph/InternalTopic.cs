namespace Commands.Streams.Graph;

/// <summary>A topic that the application makes for itself.</summary>
/// <param name="Name">The name in the topology.</param>
/// <param name="Partitions">The number of partitions, or null for as many as the topics that feed it have.</param>
internal sealed record InternalTopic(string Name, int? Partitions)
{
    /// <summary>The topic whose number of partitions it has, if that is known by name.</summary>
    public string? Like { get; init; }
}
