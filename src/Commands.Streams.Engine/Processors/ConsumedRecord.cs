using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>A record as passed to a timestamp extractor: read from a topic, but without its final timestamp.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">The timestamp in the log in Unix milliseconds; negative if the log has none.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Partition">The topic and partition it was read from.</param>
/// <param name="Offset">Its offset there.</param>
public readonly record struct ConsumedRecord<TKey, TValue>(
    TKey Key, TValue Value, long Timestamp, Headers Headers, TopicPartition Partition, long Offset);
