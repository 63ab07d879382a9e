using System.Buffers.Binary;
using Commands.Streams.Clients;

namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// What is committed with an offset, as a text in Base64. Version 2 is Kafka Streams' own: the version byte and the partition time (a map of processor
/// times may follow; it is not read). Version 17 is ours: the anchor, which is the committed offset and the id of the topic, then the time, a map of size 0
/// and the <see cref="DoneSet"/>; it is written only if something beyond the offset is done. Metadata are advice: tools move offsets and keep the metadata,
/// and a topic may be made anew under its name, so the set counts at its anchor only. Of version 16, which had none, only the time is read. Whatever else
/// is found reads as <see cref="None"/>.
/// </summary>
/// <param name="PartitionTime">The largest timestamp that was taken from the partition, in Unix milliseconds.</param>
/// <param name="Done">What is done at or beyond the committed offset.</param>
internal readonly record struct CommitMetadata(long PartitionTime, DoneSet Done)
{
    public const long UnknownTime = -1;

    /// <summary>What the broker takes by default is 4,096 bytes of text, so 3,072 bytes before Base64.</summary>
    public const int MaxBytes = 3072;

    /// <summary>The bytes of a partition time alone.</summary>
    public const int TimeLength = sizeof(byte) + sizeof(long);

    /// <summary>The bytes before a done-set.</summary>
    public const int DoneSetStart = AnchorLength + TimeLength + sizeof(int);

    /// <summary>What a done-set may take of <see cref="MaxBytes"/>.</summary>
    public const int MaxDoneSetLength = MaxBytes - DoneSetStart;

    private const byte KafkaVersion1 = 1;
    private const byte KafkaVersion = 2;
    private const byte UnanchoredVersion = 16;
    private const byte AnchoredVersion = 17;
    private const int GuidLength = 16;
    private const int AnchorLength = sizeof(long) + GuidLength;

    /// <summary>Nothing is known.</summary>
    public static CommitMetadata None => new(UnknownTime, DoneSet.Empty);

    public static string Encode(long partitionTime)
    {
        Span<byte> bytes = stackalloc byte[TimeLength];
        bytes[0] = KafkaVersion;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], partitionTime);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Writes time and done-set, at most so many bytes before Base64; the other parameters are those of <see cref="DoneSet.TryWrite"/>.</summary>
    /// <returns>Null if they do not fit.</returns>
    public static string? TryEncode(Guid topicId, long partitionTime, long offset, InFlightRecords inFlight, DoneSet restored, long end, int maxBytes = MaxBytes)
    {
        Span<byte> bytes = stackalloc byte[Math.Max(maxBytes, DoneSetStart)];
        var length = DoneSet.TryWrite(offset, inFlight, restored, end, bytes[DoneSetStart..]);
        if (length == 0 && maxBytes >= TimeLength)
        {
            return Encode(partitionTime);
        }

        if (length <= 0)
        {
            return length < 0 ? null : string.Empty;
        }

        bytes[..DoneSetStart].Clear();
        bytes[0] = AnchoredVersion;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], offset);
        topicId.TryWriteBytes(bytes[(1 + sizeof(long))..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(1 + AnchorLength)..], partitionTime);
        return Convert.ToBase64String(bytes[..(DoneSetStart + length)]);
    }

    /// <summary>Reads what was committed.</summary>
    /// <param name="committed">The committed offset with its text.</param>
    /// <param name="topicId">The id of the topic as it is now; empty if it is not known.</param>
    public static CommitMetadata Decode(in OffsetCommit committed, Guid topicId)
    {
        var (offset, metadata) = (committed.Offset, committed.Metadata);
        if (offset < 0 || string.IsNullOrEmpty(metadata))
        {
            return None;
        }

        var buffer = new byte[metadata.Length];
        if (!Convert.TryFromBase64String(metadata, buffer, out var length) || length < TimeLength)
        {
            return None;
        }

        var bytes = buffer.AsSpan(0, length);
        return bytes[0] switch
        {
            KafkaVersion1 or KafkaVersion or UnanchoredVersion => new CommitMetadata(ReadTime(bytes[1..]), DoneSet.Empty),
            AnchoredVersion when length >= DoneSetStart => DecodeAnchored(bytes, offset, topicId),
            _ => None,
        };
    }

    private static CommitMetadata DecodeAnchored(ReadOnlySpan<byte> bytes, long offset, Guid topicId)
    {
        var writtenId = new Guid(bytes.Slice(1 + sizeof(long), GuidLength), bigEndian: true);
        if (writtenId != topicId && writtenId != Guid.Empty && topicId != Guid.Empty)
        {
            return None;
        }

        var time = ReadTime(bytes[(1 + AnchorLength)..]);
        var isAtAnchor = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]) == offset;
        var hasProcessorTimes = BinaryPrimitives.ReadInt32BigEndian(bytes[(DoneSetStart - sizeof(int))..]) != 0;
        return new CommitMetadata(time, isAtAnchor && !hasProcessorTimes ? DoneSet.Read(offset, bytes[DoneSetStart..]) : DoneSet.Empty);
    }

    private static long ReadTime(ReadOnlySpan<byte> bytes) => Math.Max(BinaryPrimitives.ReadInt64BigEndian(bytes), UnknownTime);
}
