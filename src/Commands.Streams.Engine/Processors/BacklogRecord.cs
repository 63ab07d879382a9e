using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>A record that a task will process but has not processed yet.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Partition">The partition that holds it.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="ValueHash">
/// A hash of its value's bytes. It is the same for the same bytes within a process, and means nothing in another one.
/// </param>
public readonly record struct BacklogRecord<TKey>(TKey Key, TopicPartition Partition, long Offset, Headers Headers, int ValueHash);
