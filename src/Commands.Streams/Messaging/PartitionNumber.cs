using System.Buffers.Binary;
using System.Buffers.Text;

namespace Commands.Streams.Messaging;

/// <summary>
/// A partition number in a header: 4 bytes big-endian, or decimal text. The two cannot be confused, because 4 bytes of a valid number begin with a
/// zero byte.
/// </summary>
internal static class PartitionNumber
{
    public static byte[] Encode(int partition)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, partition);
        return bytes;
    }

    /// <summary>True if the bytes are a number in decimal text, as NestJS writes it.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[0] != 0 && Decode(bytes) is not null;

    /// <summary>Returns the number, or null if the bytes are not one.</summary>
    public static int? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == sizeof(int) && bytes[0] == 0)
        {
            return BinaryPrimitives.ReadInt32BigEndian(bytes);
        }

        return Utf8Parser.TryParse(bytes, out int number, out var used) && used == bytes.Length && number >= 0 ? number : null;
    }
}
