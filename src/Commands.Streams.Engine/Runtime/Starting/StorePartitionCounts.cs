using System.Collections.Concurrent;

namespace Commands.Streams.Runtime.Starting;

/// <summary>The number of partitions of each state store, known once the topics are prepared. Any thread.</summary>
internal sealed class StorePartitionCounts
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Set(string store, int count) => _counts[store] = count;

    /// <summary>Returns the number of partitions of a store; 0 if it is not known.</summary>
    public int Of(string store) => _counts.GetValueOrDefault(store);
}
