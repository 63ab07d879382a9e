namespace Commands.Streams.Serialization;

/// <summary>
/// A serializer of values that wrap what is written together with what steers the writing, such as the topic and partition it is for. Such a value
/// is never null itself, so its serializer says whether it stands for a null payload.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
public interface IEnvelopeSerializer<in T> : ISerializer<T>
{
    /// <summary>Whether there are bytes to write. If not, the payload is null and <see cref="ISerializer{T}.Serialize"/> is not called.</summary>
    /// <param name="value">The value.</param>
    bool HasPayload(T value);
}
