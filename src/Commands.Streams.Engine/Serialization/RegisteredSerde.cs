using System.Buffers;
using Commands.Streams.Errors;

namespace Commands.Streams.Serialization;

/// <summary>The serde that a registry has for a type by the time the first value is handled.</summary>
internal sealed class RegisteredSerde<T>(SerdeRegistry registry) : ISerde<T>
{
    private ISerde<T>? _found;

    private ISerde<T> Found => _found ??= registry.TryGet<T>(out var found)
        ? found
        : throw new InvalidOperationException($"No serde is known for {TypeNames.Print(typeof(T))}.");

    public void Serialize(T value, IBufferWriter<byte> destination, in SerializationContext context) => Found.Serialize(value, destination, in context);

    public T Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => Found.Deserialize(data, in context);
}
