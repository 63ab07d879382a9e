using System.Buffers.Binary;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Layouts;

/// <summary>
/// The entries of a versioned store: the key is <c>length of the key (4 bytes) + key + timestamp (8 bytes)</c>, so that the versions of a key lie together in
/// the order of time, whatever other keys begin alike. The value is a byte that says whether the key has a value from then on, and the value.
/// </summary>
internal static class VersionKeys
{
    private const int PrefixLength = sizeof(int);

    /// <summary>The smallest key that no entry has.</summary>
    public static ReadOnlySpan<byte> End => [0x80];

    public static void Write(ReadOnlySpan<byte> key, ulong timestamp, BytesBuffer destination)
    {
        var bytes = destination.Resize(PrefixLength + key.Length + sizeof(long));
        BinaryPrimitives.WriteInt32BigEndian(bytes, key.Length);
        key.CopyTo(bytes[PrefixLength..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[^sizeof(long)..], timestamp);
    }

    /// <summary>Everything in front of the timestamp, which is the same for all versions of a key and for no other key.</summary>
    public static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> storeKey) => storeKey[..^sizeof(long)];

    public static ReadOnlySpan<byte> UserKey(ReadOnlySpan<byte> storeKey) => storeKey[PrefixLength..^sizeof(long)];

    public static long Timestamp(ReadOnlySpan<byte> storeKey) => BinaryPrimitives.ReadInt64BigEndian(storeKey[^sizeof(long)..]);

    public static ReadOnlySpan<byte> WriteValue(bool hasValue, ReadOnlySpan<byte> value, BytesBuffer destination)
    {
        var bytes = destination.Resize(1 + value.Length);
        bytes[0] = hasValue ? (byte)1 : (byte)0;
        value.CopyTo(bytes[1..]);
        return bytes;
    }

    public static bool HasValue(ReadOnlySpan<byte> storeValue) => storeValue[0] != 0;

    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> storeValue) => storeValue[1..];
}
