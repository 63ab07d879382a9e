using Commands.Streams.Records;

namespace Commands.Streams.State.Staging;

/// <summary>The record that made a write.</summary>
/// <param name="Timestamp">Its timestamp in Unix milliseconds.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Topic">Its topic; null in a punctuation.</param>
/// <param name="Partition">Its partition; -1 in a punctuation.</param>
/// <param name="Offset">Its offset; -1 in a punctuation.</param>
internal readonly record struct EntryInfo(long Timestamp, Headers Headers, string? Topic, int Partition, long Offset);
