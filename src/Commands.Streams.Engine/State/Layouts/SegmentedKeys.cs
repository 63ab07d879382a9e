using System.Buffers.Binary;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Layouts;

/// <summary>
/// The keys of stores with a retention. In the back end a key is <c>segment (8 bytes) + key + time (8 bytes) + rest</c>; the changelog's keys are without the
/// segment. The segment is the time divided by an interval, so that what leaves the retention lies together at the beginning.
/// </summary>
/// <param name="interval">The length of a segment in milliseconds.</param>
/// <param name="suffixLength">The number of bytes behind the key: the time, and what tells entries of one key and one time apart.</param>
internal sealed class SegmentedKeys(long interval, int suffixLength)
{
    /// <summary>The length of the segment.</summary>
    public const int PrefixLength = sizeof(long);

    /// <summary>The suffix of window stores: the window's start and a sequence number.</summary>
    public const int WindowSuffix = sizeof(long) + sizeof(int);

    /// <summary>The suffix of session stores: the session's end and its start.</summary>
    public const int SessionSuffix = sizeof(long) + sizeof(long);

    /// <summary>No segment is shorter, so that a short retention does not make many.</summary>
    private const long MinInterval = 60_000;

    /// <summary>The smallest key that no entry has: times are not negative. What else a store keeps has keys behind it.</summary>
    public static ReadOnlySpan<byte> End => [0x80];

    public int SuffixLength => suffixLength;

    /// <summary>Returns the keys of a store with a retention: it has two to four segments at a time.</summary>
    public static SegmentedKeys Create(long retention, int suffixLength) => new(Math.Max(retention / 2, MinInterval), suffixLength);

    public long SegmentOf(long time) => time / interval;

    public static long Segment(ReadOnlySpan<byte> storeKey) => BinaryPrimitives.ReadInt64BigEndian(storeKey);

    public static void WriteSegment(long segment, Span<byte> destination) => BinaryPrimitives.WriteInt64BigEndian(destination, segment);

    public long Time(ReadOnlySpan<byte> storeKey) => BinaryPrimitives.ReadInt64BigEndian(storeKey[^suffixLength..]);

    public ReadOnlySpan<byte> UserKey(ReadOnlySpan<byte> storeKey) => storeKey[PrefixLength..^suffixLength];

    /// <summary>Writes the key of an entry up to its time.</summary>
    /// <returns>The bytes behind the time, which the caller sets.</returns>
    public Span<byte> Write(ReadOnlySpan<byte> key, long time, BytesBuffer destination)
    {
        var bytes = destination.Resize(PrefixLength + key.Length + suffixLength);
        WriteSegment(SegmentOf(time), bytes);
        key.CopyTo(bytes[PrefixLength..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[^suffixLength..], time);
        return bytes[(PrefixLength + key.Length + sizeof(long))..];
    }

    /// <summary>Writes the beginning of the keys of one key, from a time on, in a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="key">The key.</param>
    /// <param name="time">The time; one more than the largest time is possible.</param>
    /// <param name="destination">Where to write.</param>
    public static void WriteBound(long segment, ReadOnlySpan<byte> key, ulong time, BytesBuffer destination)
    {
        var bytes = destination.Resize(PrefixLength + key.Length + sizeof(long));
        WriteSegment(segment, bytes);
        key.CopyTo(bytes[PrefixLength..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[^sizeof(long)..], time);
    }

    /// <summary>Writes the key in the back end of a changelog record.</summary>
    /// <returns>The time of the entry.</returns>
    /// <exception cref="FormatException">The record is not one of such a store.</exception>
    public long WriteStoreKey(ReadOnlySpan<byte> logKey, BytesBuffer destination)
    {
        if (logKey.Length < suffixLength)
        {
            throw new FormatException(
                $"The key of a changelog record has {logKey.Length} bytes, but a windowed key has at least {suffixLength}: a time, and what follows it.");
        }

        var time = BinaryPrimitives.ReadInt64BigEndian(logKey[^suffixLength..]);
        if (time < 0)
        {
            throw new FormatException($"The key of a changelog record has the time {time}, but times are not negative.");
        }

        var bytes = destination.Resize(PrefixLength + logKey.Length);
        WriteSegment(SegmentOf(time), bytes);
        logKey.CopyTo(bytes[PrefixLength..]);
        return time;
    }
}
