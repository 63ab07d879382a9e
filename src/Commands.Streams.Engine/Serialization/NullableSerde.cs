using System.Buffers;

namespace Commands.Streams.Serialization;

/// <summary>The nullable form of a value type: null is a null payload, which never reaches a serde; everything else goes to the inner serde.</summary>
internal sealed class NullableSerde<T>(ISerde<T> inner) : ISerde<T?>
    where T : struct
{
    public void Serialize(T? value, IBufferWriter<byte> destination, in SerializationContext context) =>
        inner.Serialize(value.GetValueOrDefault(), destination, in context);

    public T? Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => inner.Deserialize(data, in context);
}
