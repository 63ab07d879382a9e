using System.Buffers.Binary;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Layouts;

/// <summary>
/// The entries of a store with a time to live. There are two for each key: <c>0 + key</c> with the value behind its timestamp of 8 bytes, and
/// <c>1 + timestamp (8 bytes) + key</c> without a value, which finds what is due. The second kind is not in the changelog. It may be left behind when its key
/// is written again by a restoration; so it says only where to look.
/// </summary>
internal static class ExpiringKeys
{
    private const int DuePrefix = 1 + sizeof(long);

    /// <summary>The beginning of entries.</summary>
    public static ReadOnlySpan<byte> Entries => [0];

    /// <summary>The end of entries, and the beginning of what says when they are due.</summary>
    public static ReadOnlySpan<byte> Dues => [1];

    public static void WriteEntry(ReadOnlySpan<byte> key, BytesBuffer destination)
    {
        var bytes = destination.Resize(1 + key.Length);
        bytes[0] = 0;
        key.CopyTo(bytes[1..]);
    }

    public static void WriteDue(ReadOnlySpan<byte> key, long timestamp, BytesBuffer destination)
    {
        var bytes = destination.Resize(DuePrefix + key.Length);
        bytes[0] = 1;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], timestamp);
        key.CopyTo(bytes[DuePrefix..]);
    }

    public static ReadOnlySpan<byte> KeyOfEntry(ReadOnlySpan<byte> storeKey) => storeKey[1..];

    public static ReadOnlySpan<byte> KeyOfDue(ReadOnlySpan<byte> storeKey) => storeKey[DuePrefix..];

    public static long TimestampOfDue(ReadOnlySpan<byte> storeKey) => BinaryPrimitives.ReadInt64BigEndian(storeKey[1..]);

    public static long TimestampOfEntry(ReadOnlySpan<byte> storeValue) => BinaryPrimitives.ReadInt64BigEndian(storeValue);
}
