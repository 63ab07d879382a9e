using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>Where a record was written.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset that the broker assigned.</param>
/// <param name="Timestamp">The timestamp in the log in Unix milliseconds.</param>
public readonly record struct RecordMetadata(TopicPartition Partition, long Offset, long Timestamp);
