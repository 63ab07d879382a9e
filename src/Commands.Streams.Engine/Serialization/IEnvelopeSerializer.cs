namespace Commands.Streams.Serialization;

/// <summary>
/// A serializer of values that wrap the payload together with instructions for writing it, such as the topic and partition to use. Such a value is
/// never null itself, so its serializer tells whether it represents a null payload.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
public interface IEnvelopeSerializer<in T> : ISerializer<T>
{
    /// <summary>
    /// Returns <see langword="true"/> if there is a payload to write; otherwise <see langword="false"/>: the payload is null and
    /// <see cref="ISerializer{T}.Serialize"/> is not called.
    /// </summary>
    /// <param name="value">The value.</param>
    bool HasPayload(T value);
}
