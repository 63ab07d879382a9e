namespace Commands.Streams.Graph;

/// <summary>A topic that must exist at start although no node names it, or of which more is known than its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Partitions">How many partitions it is meant to have; null if that is not known.</param>
internal sealed record RequiredTopic(string Name, int? Partitions);
