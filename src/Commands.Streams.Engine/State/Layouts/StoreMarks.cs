using System.Buffers.Binary;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Layouts;

/// <summary>
/// What a store with a retention keeps in its back end beside its entries, and not in its changelog: the time that it has observed, and the last sequence
/// number that may be in use. Their keys lie behind those of all entries.
/// </summary>
internal static class StoreMarks
{
    private const int PrefixLength = sizeof(long);

    /// <summary>
    /// The key of the last sequence number. The value is a number that is not smaller than any that is in use, so that it changes only now and then.
    /// </summary>
    public static ReadOnlySpan<byte> Sequence => [255, 255, 255, 255, 255, 255, 255, 255, (byte)'s'];

    /// <summary>The prefix of the observed time, which is a part of the key: the largest one counts. So it can be written without reading.</summary>
    public static ReadOnlySpan<byte> Times => [255, 255, 255, 255, 255, 255, 255, 254];

    /// <summary>The end of the keys with the prefix.</summary>
    public static ReadOnlySpan<byte> TimesEnd => [255, 255, 255, 255, 255, 255, 255, 255];

    public static ReadOnlySpan<byte> WriteTime(long time, BytesBuffer destination)
    {
        var bytes = destination.Resize(PrefixLength + sizeof(long));
        Times.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[PrefixLength..], time);
        return bytes;
    }

    public static long ReadTime(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[PrefixLength..]);
}
