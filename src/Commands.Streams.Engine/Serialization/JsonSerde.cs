using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Commands.Streams.Serialization;

/// <summary>JSON in UTF-8 by System.Text.Json. The JSON literal null is no value: a null payload is.</summary>
internal sealed class JsonSerde<T>(JsonTypeInfo<T> type) : ISerde<T>
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        var writer = _writer;
        _writer = null;
        if (writer is null)
        {
            writer = new Utf8JsonWriter(destination, new JsonWriterOptions { SkipValidation = true });
        }
        else
        {
            writer.Reset(destination);
        }

        JsonSerializer.Serialize(writer, value, type);
        _writer = writer;
    }

    public T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) =>
        JsonSerializer.Deserialize(data, type)
        ?? throw new FormatException($"The JSON literal null is no {typeof(T).Name}; a record without a value has a null payload instead.");
}
