using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.State.Typed;

/// <summary>A value as its serde writes it.</summary>
internal sealed class PlainCodec<T>(ISerde<T> serde) : IValueCodec<T>
{
    /// <summary>Spares value types a null check, which may box them.</summary>
    private static readonly bool CanBeNull = default(T) is null;

    public bool IsNull(T value) => CanBeNull && value is null;

    public void Write(T value, IBufferWriter<byte> destination, in SerializationContext context) => serde.Serialize(value, destination, context);

    public T Read(ReadOnlySpan<byte> data, in SerializationContext context) => serde.Deserialize(data, context);
}
