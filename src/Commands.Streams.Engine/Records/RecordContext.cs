namespace Commands.Streams.Records;

/// <summary>Where the record being processed came from. Inside a punctuation there is no such record: see <see cref="Topic"/>.</summary>
/// <param name="Topic">The input topic, or <see langword="null"/> inside a punctuation.</param>
/// <param name="Partition">The input partition, or -1 inside a punctuation.</param>
/// <param name="Offset">The input offset, or -1 inside a punctuation.</param>
/// <param name="Timestamp">The extracted timestamp in Unix milliseconds; inside a punctuation, the time it was called with.</param>
/// <param name="Headers">The input record's headers; empty inside a punctuation.</param>
public readonly record struct RecordContext(string? Topic, int Partition, long Offset, long Timestamp, Headers Headers);
