using System.Globalization;
using System.Text;
using Commands.Streams.Redriving;

namespace Commands.Streams.Redrive;

/// <summary>Bytes and dead letters as a person reads them.</summary>
internal static class Readable
{
    private const string Nothing = "-";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Text where the bytes are printable UTF-8, else hex; <c>null</c> where there are none.</summary>
    public static string Bytes(byte[]? bytes)
    {
        if (bytes is null)
        {
            return "null";
        }

        try
        {
            var text = Strict.GetString(bytes);
            if (!text.Any(char.IsControl))
            {
                return $"'{text}'";
            }
        }
        catch (DecoderFallbackException)
        {
            // Bytes of another kind.
        }

        return $"0x{Convert.ToHexString(bytes)}";
    }

    /// <summary>Text, line breaks included, where it is text, else hex in lines of 32 bytes.</summary>
    public static IEnumerable<string> Lines(byte[] bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            if (!text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t')))
            {
                return text.Split('\n').Select(line => line.TrimEnd('\r'));
            }
        }
        catch (DecoderFallbackException)
        {
            // Bytes of another kind.
        }

        return bytes.Chunk(32).Select(Convert.ToHexString);
    }

    public static string Position(DeadLetter letter) => $"{letter.Partition.Partition}@{letter.Offset}";

    public static string Origin(DeadLetter letter) => letter.OriginalTopic is { } topic
        ? $"{topic}-{letter.OriginalPartition?.ToString(CultureInfo.InvariantCulture) ?? "?"}" +
            $"@{letter.OriginalOffset?.ToString(CultureInfo.InvariantCulture) ?? "?"}"
        : Nothing;

    public static string Time(long timestamp)
    {
        try
        {
            return timestamp < 0
                ? Nothing
                : DateTimeOffset.FromUnixTimeMilliseconds(timestamp).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        }
        catch (ArgumentOutOfRangeException)
        {
            return timestamp.ToString(CultureInfo.InvariantCulture);
        }
    }

    public static string OrNothing(object? value) => value?.ToString() is { Length: > 0 } text ? string.Join(' ', text.Split(['\t', '\r', '\n'])) : Nothing;
}
