namespace Commands.Streams.Testing.Brokers;

/// <summary>What an entry of a log is.</summary>
internal enum RecordKind : byte
{
    /// <summary>A record that somebody wrote.</summary>
    Data,

    /// <summary>The end of a transaction; no reader sees it, but it has an offset.</summary>
    Marker,

    /// <summary>A record that compaction has taken away; its offset stays.</summary>
    Compacted,
}
