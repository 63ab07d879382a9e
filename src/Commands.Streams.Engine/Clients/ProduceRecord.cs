using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>A record to write. The spans are copied by the call that takes it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ProduceRecord
{
    /// <summary>The partition that leaves the choice to the client: for records without a key.</summary>
    public const int AnyPartition = -1;

    /// <summary>The key's bytes; looked at if <see cref="HasKey"/>.</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>The value's bytes; looked at if <see cref="HasValue"/>.</summary>
    public ReadOnlySpan<byte> Value;

    /// <summary>Whether there is a key.</summary>
    public bool HasKey;

    /// <summary>Whether there is a value; without one the record is a tombstone.</summary>
    public bool HasValue;

    /// <summary>The partition, or <see cref="AnyPartition"/>.</summary>
    public int Partition;

    /// <summary>Unix time in milliseconds.</summary>
    public long Timestamp;

    /// <summary>The headers; <see langword="null"/> and <see cref="Records.Headers.Empty"/> are the same.</summary>
    public Headers? Headers;
}
