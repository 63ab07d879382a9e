using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>A record to write. The receiving call copies the spans.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ProduceRecord
{
    /// <summary>Lets the client choose the partition; for records without a key.</summary>
    public const int AnyPartition = -1;

    /// <summary>The key's bytes; ignored unless <see cref="HasKey"/> is set.</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>The value's bytes; ignored unless <see cref="HasValue"/> is set.</summary>
    public ReadOnlySpan<byte> Value;

    /// <summary><see langword="true"/> if there is a key; otherwise <see langword="false"/>.</summary>
    public bool HasKey;

    /// <summary><see langword="true"/> if there is a value; <see langword="false"/> for a tombstone.</summary>
    public bool HasValue;

    /// <summary>The partition, or <see cref="AnyPartition"/>.</summary>
    public int Partition;

    /// <summary>Unix time in milliseconds.</summary>
    public long Timestamp;

    /// <summary>The headers; <see langword="null"/> means the same as <see cref="Records.Headers.Empty"/>.</summary>
    public Headers? Headers;
}
