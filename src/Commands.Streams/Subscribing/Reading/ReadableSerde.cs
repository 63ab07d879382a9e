using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Subscribing.Reading;

/// <summary>
/// Reads without throwing, unless the serde is not ready, and writes unreadable data back byte for byte. Null stands for a missing key or value.
/// </summary>
internal sealed class ReadableSerde<T>(ISerde<T> serde) : ISerde<Readable<T>?>
{
    public Readable<T>? Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        try
        {
            return new Readable<T>(serde.Deserialize(data, in context));
        }
        catch (Exception exception) when (exception is not SerdeNotReadyException)
        {
            return new Readable<T>(exception, data.ToArray());
        }
    }

    public void Serialize(Readable<T>? value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        var item = value.GetValueOrDefault();
        if (item.Bytes is { } bytes)
        {
            destination.Write(bytes);
            return;
        }

        serde.Serialize(item.Value, destination, in context);
    }
}
