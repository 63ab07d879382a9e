namespace Commands.Streams.Processors;

/// <summary>Chooses the partition a record is written to.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="topic">The topic that is written to.</param>
/// <param name="key">The record's key.</param>
/// <param name="value">The record's value.</param>
/// <param name="partitionCount">The number of partitions the topic has now.</param>
/// <returns>From 0 to <paramref name="partitionCount"/> - 1, or <see langword="null"/> for the default: by murmur2 of the key.</returns>
public delegate int? StreamPartitioner<in TKey, in TValue>(string topic, TKey key, TValue value, int partitionCount);
