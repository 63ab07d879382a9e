using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.State.Typed;

/// <summary>Writes what a store keeps for a key, and reads it.</summary>
/// <typeparam name="T">What the store keeps: a value, or a value with a timestamp.</typeparam>
internal interface IValueCodec<T>
{
    /// <summary><see langword="true"/> if putting a value means to delete the entry; otherwise <see langword="false"/>.</summary>
    bool IsNull(T value);

    void Write(T value, IBufferWriter<byte> destination, in SerializationContext context);

    T Read(ReadOnlySpan<byte> data, in SerializationContext context);
}
