namespace Commands.Streams.Graph;

/// <summary>A topic that must exist at start although no node names it, or whose number of partitions is declared.</summary>
/// <param name="Name">The name.</param>
/// <param name="Partitions">The declared number of partitions; null for any number.</param>
internal sealed record RequiredTopic(string Name, int? Partitions);
