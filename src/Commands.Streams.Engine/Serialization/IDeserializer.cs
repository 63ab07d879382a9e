namespace Commands.Streams.Serialization;

/// <summary>Reads values of a type from bytes. Called on worker threads, several at once.</summary>
/// <typeparam name="T">The type.</typeparam>
public interface IDeserializer<out T>
{
    /// <summary>
    /// Reads one value. Never called for a null payload, which is <see langword="null"/> for every type that has it. An exception of any kind
    /// says that the bytes are no value of the type; the deserialization handler then decides.
    /// </summary>
    /// <param name="data">All bytes of the key or value; valid during the call only.</param>
    /// <param name="context">Topic, component and headers.</param>
    T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context);
}
