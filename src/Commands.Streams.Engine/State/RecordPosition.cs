namespace Commands.Streams.State;

/// <summary>Where a record is in a log. It is what tells a record that is read again from another with the same content.</summary>
/// <param name="Topic">The topic; null if the record comes from a punctuation.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset.</param>
internal sealed record RecordPosition(string? Topic, int Partition, long Offset)
{
    /// <summary>True if a record is at this position.</summary>
    public bool IsAt(string? topic, int partition, long offset) => Topic is not null && Offset == offset && Partition == partition && Topic == topic;
}
