using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Commands.Streams.Serialization;

/// <summary>JSON in UTF-8 by System.Text.Json. The JSON literal null is invalid; a null value is written as a null payload.</summary>
internal sealed class JsonSerde<T>(JsonTypeInfo<T> type) : ISerde<T>
{
    /// <summary>The thread's writer, and the serde whose options it was created with; null while it is in use.</summary>
    [ThreadStatic]
    private static (JsonSerde<T> Owner, Utf8JsonWriter Writer)? _idle;

    private readonly JsonWriterOptions _options = new()
    {
        Encoder = type.Options.Encoder,
        Indented = type.Options.WriteIndented,
        IndentCharacter = type.Options.IndentCharacter,
        IndentSize = type.Options.IndentSize,
        NewLine = type.Options.NewLine,
        MaxDepth = type.Options.MaxDepth,
        SkipValidation = true,
    };

    public void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        var idle = _idle;
        _idle = null;
        Utf8JsonWriter writer;
        if (idle is { } kept && ReferenceEquals(kept.Owner, this))
        {
            writer = kept.Writer;
            writer.Reset(destination);
        }
        else
        {
            writer = new Utf8JsonWriter(destination, _options);
        }

        JsonSerializer.Serialize(writer, value, type);
        _idle = (this, writer);
    }

    public T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) =>
        JsonSerializer.Deserialize(data, type)
        ?? throw new FormatException($"The JSON literal null cannot become {typeof(T).Name}. Write a null payload for a record without a value.");
}
