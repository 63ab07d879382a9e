namespace Commands.Streams.Operators.Async;

/// <summary>Where the keys of a stream come from. Of two streams that meet, the larger value holds for both.</summary>
internal enum KeyOrigin
{
    /// <summary>Each record has the key of the input record that is at work, byte for byte.</summary>
    AsRead,

    /// <summary>Each record has the key of an input record of its partition, which may be an earlier one that a processor kept.</summary>
    Kept,

    /// <summary>Keys may have been changed, so equal ones may lie in different partitions.</summary>
    Changed,
}
