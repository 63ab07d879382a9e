using System.Buffers;
using System.Buffers.Binary;
using Commands.Streams.Serialization;

namespace Commands.Streams.State;

/// <summary>A key, and end and start of its session, 8 bytes each.</summary>
/// <param name="inner">The serde of the key.</param>
internal sealed class SessionWindowedSerde<TKey>(ISerde<TKey> inner) : ISerde<Windowed<TKey>>, IWindowedSerializer
{
    public int WindowLength => 2 * sizeof(long);

    public void Serialize(Windowed<TKey> value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        inner.Serialize(value.Key, destination, in context);
        var window = destination.GetSpan(WindowLength);
        BinaryPrimitives.WriteInt64BigEndian(window, value.Window.End);
        BinaryPrimitives.WriteInt64BigEndian(window[sizeof(long)..], value.Window.Start);
        destination.Advance(WindowLength);
    }

    public Windowed<TKey> Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        var window = data[^WindowLength..];
        return new Windowed<TKey>(
            inner.Deserialize(data[..^WindowLength], in context),
            new Window(BinaryPrimitives.ReadInt64BigEndian(window[sizeof(long)..]), BinaryPrimitives.ReadInt64BigEndian(window)));
    }
}
