using System.Buffers;

namespace Commands.Streams.Serialization;

/// <summary>A component that is always null; bytes that are read are ignored.</summary>
internal sealed class VoidSerde : ISerde<object?>
{
    public static readonly VoidSerde Instance = new();

    public void Serialize(object? value, IBufferWriter<byte> destination, in SerializationContext context) =>
        throw new InvalidOperationException(
            $"The {context.Component.ToString().ToLowerInvariant()} of topic '{context.Topic}' is declared as always null, but it is '{value}'.");

    public object? Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => null;
}
