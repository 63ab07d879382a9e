using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// One record as it lies in the client's memory. The spans are valid until the <see cref="RecordBatch"/> they came from is disposed.
/// Headers are read by <see cref="RecordBatch.ReadHeaders"/>, since most records have none.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RawRecord
{
    /// <summary>The key's bytes; empty if there is no key.</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>The value's bytes; empty if there is no value.</summary>
    public ReadOnlySpan<byte> Value;

    /// <summary>The record's offset in its partition.</summary>
    public long Offset;

    /// <summary>The record's timestamp in Unix milliseconds as the log has it; -1 if the log has none.</summary>
    public long Timestamp;

    /// <summary>Who gave the timestamp.</summary>
    public TimestampType TimestampType;

    /// <summary>Whether there is a key; an empty key is not the same as none.</summary>
    public bool HasKey;

    /// <summary>Whether there is a value; a record without one is a tombstone.</summary>
    public bool HasValue;
}
