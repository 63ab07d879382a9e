namespace Commands.Streams.Serialization;

/// <summary>Reads values of a type from bytes. Called on the workers' threads, possibly several at once.</summary>
/// <typeparam name="T">The type.</typeparam>
public interface IDeserializer<out T>
{
    /// <summary>
    /// Reads one value. Never called for a null payload, which is read as <see langword="null"/>. Any exception means that the bytes are not a value
    /// of the type; the deserialization exception handler then decides.
    /// </summary>
    /// <param name="data">All bytes of the key or value; valid during the call only.</param>
    /// <param name="context">Topic, component and headers.</param>
    T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context);
}
