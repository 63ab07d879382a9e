using System.Buffers;
using System.Buffers.Binary;
using Commands.Streams.Serialization;

namespace Commands.Streams.State.Typed;

/// <summary>A value behind its timestamp of 8 bytes. If the value is null, there is no entry.</summary>
internal sealed class TimestampedCodec<T>(ISerde<T> serde) : IValueCodec<ValueAndTimestamp<T>>
{
    /// <summary>Spares value types a null check, which may box them.</summary>
    private static readonly bool CanBeNull = default(T) is null;

    public bool IsNull(ValueAndTimestamp<T> value) => CanBeNull && value.Value is null;

    public void Write(ValueAndTimestamp<T> value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination.GetSpan(sizeof(long)), value.Timestamp);
        destination.Advance(sizeof(long));
        serde.Serialize(value.Value, destination, context);
    }

    public ValueAndTimestamp<T> Read(ReadOnlySpan<byte> data, in SerializationContext context) =>
        new(serde.Deserialize(data[sizeof(long)..], context), BinaryPrimitives.ReadInt64BigEndian(data));
}
