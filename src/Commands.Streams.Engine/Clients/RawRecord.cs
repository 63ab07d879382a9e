using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// One record in the client's memory. The spans are valid until the <see cref="RecordBatch"/> they came from is disposed. Headers are read with
/// <see cref="RecordBatch.ReadHeaders"/>, because most records have none.
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

    /// <summary>The record's timestamp in the log in Unix milliseconds; -1 if the log has none.</summary>
    public long Timestamp;

    /// <summary>The origin of the timestamp.</summary>
    public TimestampType TimestampType;

    /// <summary><see langword="true"/> if there is a key, which may be empty; otherwise <see langword="false"/>.</summary>
    public bool HasKey;

    /// <summary><see langword="true"/> if there is a value; <see langword="false"/> for a tombstone.</summary>
    public bool HasValue;
}
