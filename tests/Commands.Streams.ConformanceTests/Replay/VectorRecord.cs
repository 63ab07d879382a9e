using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Commands.Streams.Records;

namespace Commands.Streams.ConformanceTests.Replay;

/// <summary>A record of a vector, or one that was produced. Two are the same exactly if their texts are.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Timestamp">Its timestamp; null if Kafka Streams leaves it to the producer's clock.</param>
/// <param name="Headers">Its headers.</param>
public sealed record VectorRecord(string Topic, byte[]? Key, byte[]? Value, long? Timestamp, Headers Headers)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public override string ToString()
    {
        var time = Timestamp is null ? "" : $"@{Timestamp} ";
        return $"{Topic}: {Text(Key)} -> {Text(Value)} {time}[{string.Join(", ", Headers.Select(Text))}]";
    }

    private static string Text(Header header) => $"{JsonSerializer.Serialize(header.Name, Readable)}: {Text(header.Value)}";

    /// <summary>Text that tells any two byte sequences apart: quoted where the bytes are UTF-8, Base64 otherwise.</summary>
    private static string Text(byte[]? bytes)
    {
        if (bytes is null)
        {
            return "null";
        }

        try
        {
            return JsonSerializer.Serialize(StrictUtf8.GetString(bytes), Readable);
        }
        catch (DecoderFallbackException)
        {
            return $"base64 {Convert.ToBase64String(bytes)}";
        }
    }
}
