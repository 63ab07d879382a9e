using System.Buffers;

namespace Commands.Streams.Serialization;

/// <summary>Writes values of a type as bytes. Called on the workers' threads, possibly several at once.</summary>
/// <typeparam name="T">The type.</typeparam>
public interface ISerializer<in T>
{
    /// <summary>Appends the bytes of a value. Never called with <see langword="null"/>: a null key or value is written as a null payload.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">The buffer to append to; valid only during the call.</param>
    /// <param name="context">Topic, component and headers.</param>
    void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context);
}
