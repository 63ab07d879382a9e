namespace Commands.Streams.Graph;

/// <summary>A topic that the application creates for its own use.</summary>
/// <param name="Name">The name in the topology.</param>
/// <param name="Partitions">The number of partitions, or null to use the largest number among the topics that feed it.</param>
internal sealed record InternalTopic(string Name, int? Partitions)
{
    /// <summary>The topic whose number of partitions to use, if it is known by name.</summary>
    public string? Like { get; init; }
}

/// <summary>A topic that must exist at start although no node names it, or whose number of partitions is declared.</summary>
/// <param name="Name">The name.</param>
/// <param name="Partitions">The declared number of partitions; null for any number.</param>
internal sealed record RequiredTopic(string Name, int? Partitions);
