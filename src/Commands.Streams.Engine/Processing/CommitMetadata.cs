using System.Buffers.Binary;

namespace Commands.Streams.Processing;

/// <summary>
/// The text committed with an offset, in Base64. Version 2 is Kafka Streams' own: the version byte and the partition time (a map of processor
/// times may follow; it is not read). Version 16 is ours: the same followed by a map of size 0 and the <see cref="DoneSet"/>; it is written only
/// where something beyond the offset is done. Whatever else is found reads as an unknown time and an empty set.
/// </summary>
internal static class CommitMetadata
{
    public const long UnknownTime = -1;

    /// <summary>What the broker takes is 4,096 bytes of text, so 3,072 bytes before Base64.</summary>
    public const int MaxBytes = 3072;

    /// <summary>What a done-set may take of them.</summary>
    public const int MaxDoneSetLength = MaxBytes - DoneSetStart;

    /// <summary>
    /// A task takes no more records of a partition while <see cref="DoneSet.MaxLength"/> is above this: one more must still fit, with the runs around it.
    /// </summary>
    public const int DoneSetRoom = MaxDoneSetLength - (2 * sizeof(long)) - 2;

    private const byte KafkaVersion = 2;
    private const byte DoneSetVersion = 16;
    private const int TimeLength = 1 + sizeof(long);
    private const int DoneSetStart = TimeLength + sizeof(int);

    public static string Encode(long partitionTime)
    {
        Span<byte> bytes = stackalloc byte[TimeLength];
        bytes[0] = KafkaVersion;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], partitionTime);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Writes time and done-set; the parameters are those of <see cref="DoneSet.TryWrite"/>.</summary>
    /// <returns>Null where the set does not fit.</returns>
    public static string? TryEncode(long partitionTime, long offset, PassList inFlight, DoneSet restored, long end)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        var length = DoneSet.TryWrite(offset, inFlight, restored, end, bytes[DoneSetStart..]);
        if (length <= 0)
        {
            return length < 0 ? null : Encode(partitionTime);
        }

        bytes[..DoneSetStart].Clear();
        bytes[0] = DoneSetVersion;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], partitionTime);
        return Convert.ToBase64String(bytes[..(DoneSetStart + length)]);
    }

    public static (long PartitionTime, DoneSet Done) Decode(long offset, string? metadata)
    {
        if (string.IsNullOrEmpty(metadata))
        {
            return (UnknownTime, DoneSet.Empty);
        }

        var bytes = new byte[metadata.Length];
        if (!Convert.TryFromBase64String(metadata, bytes, out var length) || length < TimeLength || bytes[0] is not (1 or KafkaVersion or DoneSetVersion))
        {
            return (UnknownTime, DoneSet.Empty);
        }

        var partitionTime = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1));
        return bytes[0] == DoneSetVersion && length > DoneSetStart
            ? (partitionTime, DoneSet.Read(offset, bytes.AsSpan(DoneSetStart, length - DoneSetStart)))
            : (partitionTime, DoneSet.Empty);
    }
}
