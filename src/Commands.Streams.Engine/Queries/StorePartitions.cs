namespace Commands.Streams.Queries;

/// <summary>Which part of a state store an instance has.</summary>
/// <param name="Local">The partitions that this instance has and can read, ascending.</param>
/// <param name="Count">The number of partitions of the store on all instances.</param>
public sealed record StorePartitions(IReadOnlyList<int> Local, int Count)
{
    /// <summary><see langword="true"/> if this instance has the whole store; otherwise <see langword="false"/>.</summary>
    public bool IsComplete => Local.Count == Count;
}
