using System.Buffers;
using System.Buffers.Binary;
using Commands.Streams.Serialization;

namespace Commands.Streams.State;

/// <summary>A key and the start of its window, 8 bytes. The size of the windows is not written.</summary>
/// <param name="inner">The serde of the key.</param>
/// <param name="size">The size of the windows in milliseconds; <see cref="long.MaxValue"/> for windows without an end.</param>
internal sealed class TimeWindowedSerde<TKey>(ISerde<TKey> inner, long size) : ISerde<Windowed<TKey>>, IWindowedSerializer
{
    public int WindowLength => sizeof(long);

    public void Serialize(Windowed<TKey> value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        inner.Serialize(value.Key, destination, in context);
        BinaryPrimitives.WriteInt64BigEndian(destination.GetSpan(sizeof(long)), value.Window.Start);
        destination.Advance(sizeof(long));
    }

    public Windowed<TKey> Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        var start = BinaryPrimitives.ReadInt64BigEndian(data[^sizeof(long)..]);
        var end = start > long.MaxValue - size ? long.MaxValue : start + size;
        return new Windowed<TKey>(inner.Deserialize(data[..^sizeof(long)], in context), new Window(start, end));
    }
}
