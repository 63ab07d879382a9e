using System.Buffers.Text;
using System.Text;

namespace Commands.Streams.Messaging;

/// <summary>Text in headers, truncated on a UTF-8 boundary. Reading never throws, and never creates more text than allowed.</summary>
internal static class HeaderText
{
    public const int MaxErrorBytes = 256;
    public const int MaxMessageBytes = 1024;

    /// <summary>Returns a decimal number of 0 or more, or null if the bytes are not one.</summary>
    public static long? DecodeNumber(ReadOnlySpan<byte> bytes) =>
        Utf8Parser.TryParse(bytes, out long number, out var used) && used == bytes.Length && number >= 0 ? number : null;

    /// <summary>Returns the text of as many whole characters as the limit allows; invalid UTF-8 becomes replacement characters.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, int maxBytes)
    {
        if (bytes.Length <= maxBytes)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(bytes[..end]);
    }
}
