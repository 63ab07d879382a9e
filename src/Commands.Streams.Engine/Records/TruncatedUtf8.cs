using System.Text.Unicode;

namespace Commands.Streams.Records;

/// <summary>Text of limited size, for headers.</summary>
public static class TruncatedUtf8
{
    /// <summary>Returns the UTF-8 bytes of as many whole characters as fit; unpaired surrogates become replacement characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxBytes">The largest number of bytes, 0 or more.</param>
    public static byte[] Encode(ReadOnlySpan<char> text, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);

        // A UTF-16 unit takes at most 3 bytes.
        var buffer = new byte[Math.Min(maxBytes, 3L * text.Length)];
        Utf8.FromUtf16(text, buffer, out _, out var written);
        return written == buffer.Length ? buffer : buffer[..written];
    }
}
