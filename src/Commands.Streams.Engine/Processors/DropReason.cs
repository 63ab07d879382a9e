namespace Commands.Streams.Processors;

/// <summary>Why the engine dropped a record by the rules of its operators.</summary>
public enum DropReason
{
    /// <summary>The timestamp extractor gave a negative time.</summary>
    NegativeTimestamp,

    /// <summary>The operator needs a key, and the key is null.</summary>
    NullKey,

    /// <summary>The operator needs a value, and the value is null.</summary>
    NullValue,

    /// <summary>The record belongs to a window that has closed.</summary>
    Late,
}
