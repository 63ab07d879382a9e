namespace Commands.Streams.Processors;

/// <summary>Chooses the partition that a record is written to.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="topic">The topic being written to.</param>
/// <param name="key">The record's key.</param>
/// <param name="value">The record's value.</param>
/// <param name="partitionCount">The topic's current number of partitions.</param>
/// <returns>From 0 to <paramref name="partitionCount"/> - 1, or <see langword="null"/> for the default, murmur2 of the key.</returns>
public delegate int? StreamPartitioner<in TKey, in TValue>(string topic, TKey key, TValue value, int partitionCount);
