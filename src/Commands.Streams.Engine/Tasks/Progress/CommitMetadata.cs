using System.Buffers.Binary;
using Commands.Streams.Clients;

namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// The metadata committed with an offset, as Base64 text. Version 2 is Kafka Streams' own: the version byte and the partition time (a map of processor times
/// may follow; it is not read). Version 18 is ours: an anchor (cluster, committed offset and topic id), the time, a map of size 0 and the <see
/// cref="DoneSet"/>. Metadata are only a hint, because tools move offsets and keep the metadata, and a topic may be deleted and created again with the same
/// name; so they count only if the anchor matches. Version 17 had no cluster. Version 16 had no anchor, so only its time is read. Anything else reads as <see
/// cref="None"/>.
/// </summary>
/// <param name="PartitionTime">The largest timestamp taken from the partition, in Unix milliseconds.</param>
/// <param name="Done">The records done at or beyond the committed offset.</param>
internal readonly record struct CommitMetadata(long PartitionTime, DoneSet Done)
{
    public const long UnknownTime = -1;

    /// <summary>Brokers accept 4,096 bytes of text by default, which is 3,072 bytes before Base64.</summary>
    public const int MaxBytes = 3072;

    /// <summary>The bytes before a done-set: version, cluster, offset, topic id, time and the map's size.</summary>
    public const int DoneSetStart = ClusterEnd + TimeStart + sizeof(long) + sizeof(int);

    /// <summary>The part of <see cref="MaxBytes"/> that is left for a done-set.</summary>
    public const int MaxDoneSetLength = MaxBytes - DoneSetStart;

    private const byte KafkaVersion1 = 1;
    private const byte KafkaVersion = 2;
    private const byte UnanchoredVersion = 16;
    private const byte ClusterlessVersion = 17;
    private const byte Version = 18;
    private const int ClusterEnd = sizeof(byte) + sizeof(long);
    private const int GuidLength = 16;

    // Positions from the end of the cluster, or from the end of the version byte if there is no cluster.
    private const int TimeStart = sizeof(long) + GuidLength;
    private const int RestLength = TimeStart + sizeof(long) + sizeof(int);

    /// <summary>Metadata that say nothing.</summary>
    public static CommitMetadata None => new(UnknownTime, DoneSet.Empty);

    /// <summary>Encodes a time, with an anchor if the topic's id is known and there is room.</summary>
    /// <param name="topic">The identity of the input topic.</param>
    /// <param name="partitionTime">The partition time.</param>
    /// <param name="offset">The committed offset.</param>
    /// <param name="maxBytes">The most bytes before Base64.</param>
    /// <returns>The text; empty if there is no room even for the time.</returns>
    public static string Encode(in TopicIdentity topic, long partitionTime, long offset, int maxBytes = MaxBytes)
    {
        if (maxBytes >= DoneSetStart && topic.Id != Guid.Empty)
        {
            Span<byte> anchored = stackalloc byte[DoneSetStart];
            WriteAnchor(anchored, topic, partitionTime, offset);
            return Convert.ToBase64String(anchored);
        }

        return maxBytes >= sizeof(byte) + sizeof(long) ? Encode(partitionTime) : string.Empty;
    }

    /// <summary>Encodes a time without an anchor.</summary>
    public static string Encode(long partitionTime)
    {
        Span<byte> bytes = stackalloc byte[sizeof(byte) + sizeof(long)];
        bytes[0] = KafkaVersion;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], partitionTime);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>
    /// Encodes time and done-set in at most <paramref name="maxBytes"/> bytes before Base64. The other parameters are those of <see cref="Encode(in
    /// TopicIdentity, long, long, int)"/> and <see cref="DoneSet.TryWrite"/>.
    /// </summary>
    /// <returns>The text; null if the done-set does not fit.</returns>
    public static string? TryEncode(
        in TopicIdentity topic, long partitionTime, long offset, InFlightRecords inFlight, DoneSet restored, long end, int maxBytes = MaxBytes)
    {
        Span<byte> bytes = stackalloc byte[Math.Max(maxBytes, DoneSetStart)];
        var length = DoneSet.TryWrite(offset, inFlight, restored, end, bytes[DoneSetStart..]);
        if (length <= 0)
        {
            return length < 0 ? null : Encode(topic, partitionTime, offset, maxBytes);
        }

        WriteAnchor(bytes[..DoneSetStart], topic, partitionTime, offset);
        return Convert.ToBase64String(bytes[..(DoneSetStart + length)]);
    }

    /// <summary>Decodes committed metadata.</summary>
    /// <param name="committed">The committed offset and its metadata.</param>
    /// <param name="topic">The topic's current identity.</param>
    public static CommitMetadata Decode(in OffsetCommit committed, in TopicIdentity topic)
    {
        var bytes = BytesOf(in committed);
        if (bytes.Length <= sizeof(long))
        {
            return None;
        }

        return bytes[0] switch
        {
            KafkaVersion1 or KafkaVersion or UnanchoredVersion => new CommitMetadata(ReadTime(bytes[1..]), DoneSet.Empty),
            _ when TryReadAnchor(bytes, out var anchor, out var rest) => Decode(in anchor, rest, committed.Offset, in topic),
            _ => None,
        };
    }

    /// <summary>
    /// Returns the topic that an offset was committed for; null if the metadata do not say so, because a tool or an older version wrote them.
    /// </summary>
    public static TopicIdentity? TopicOf(in OffsetCommit committed) =>
        TryReadAnchor(BytesOf(in committed), out var anchor, out _) ? anchor : null;

    private static CommitMetadata Decode(in TopicIdentity anchor, ReadOnlySpan<byte> rest, long offset, in TopicIdentity topic)
    {
        if (anchor.DiffersFrom(in topic))
        {
            return None;
        }

        var isAtAnchor = BinaryPrimitives.ReadInt64BigEndian(rest) == offset;
        var hasProcessorTimes = BinaryPrimitives.ReadInt32BigEndian(rest[(RestLength - sizeof(int))..]) != 0;
        return new CommitMetadata(
            ReadTime(rest[TimeStart..]), isAtAnchor && !hasProcessorTimes ? DoneSet.Read(offset, rest[RestLength..]) : DoneSet.Empty);
    }

    private static void WriteAnchor(Span<byte> bytes, in TopicIdentity topic, long partitionTime, long offset)
    {
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], topic.Cluster);
        var rest = bytes[ClusterEnd..];
        BinaryPrimitives.WriteInt64BigEndian(rest, offset);
        topic.Id.TryWriteBytes(rest[sizeof(long)..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(rest[TimeStart..], partitionTime);
        rest[(TimeStart + sizeof(long))..].Clear();
    }

    private static bool TryReadAnchor(ReadOnlySpan<byte> bytes, out TopicIdentity anchor, out ReadOnlySpan<byte> rest)
    {
        var version = bytes.IsEmpty ? default : bytes[0];
        var start = version == Version ? ClusterEnd : sizeof(byte);
        if (version is not (Version or ClusterlessVersion) || bytes.Length < start + RestLength)
        {
            anchor = default;
            rest = default;
            return false;
        }

        rest = bytes[start..];
        anchor = new TopicIdentity(
            version == Version ? BinaryPrimitives.ReadInt64BigEndian(bytes[1..]) : TopicIdentity.UnknownCluster,
            new Guid(rest.Slice(sizeof(long), GuidLength), bigEndian: true));
        return true;
    }

    /// <summary>Decodes the Base64 text; empty if nothing is committed or the text is not valid.</summary>
    private static ReadOnlySpan<byte> BytesOf(in OffsetCommit committed)
    {
        if (committed.Offset < 0 || string.IsNullOrEmpty(committed.Metadata))
        {
            return [];
        }

        var buffer = new byte[committed.Metadata.Length];
        return Convert.TryFromBase64String(committed.Metadata, buffer, out var length) ? buffer.AsSpan(0, length) : [];
    }

    private static long ReadTime(ReadOnlySpan<byte> bytes) => Math.Max(BinaryPrimitives.ReadInt64BigEndian(bytes), UnknownTime);
}
