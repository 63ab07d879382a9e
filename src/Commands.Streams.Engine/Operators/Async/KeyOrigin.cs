namespace Commands.Streams.Operators.Async;

/// <summary>Says where the keys of a stream come from. If two streams are combined, the larger value applies.</summary>
internal enum KeyOrigin
{
    /// <summary>Each record has the key of the current input record, byte for byte.</summary>
    AsRead,

    /// <summary>Each record has the key of some input record of its partition, perhaps an earlier one that a processor kept.</summary>
    Kept,

    /// <summary>Keys may have been changed, so records with equal keys may be in different partitions.</summary>
    Changed,
}
