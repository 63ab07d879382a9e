using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tests.Support;

/// <summary>A serde that writes nothing.</summary>
public sealed class UnwritableSerde : ISerde<string>
{
    public void Serialize(string value, IBufferWriter<byte> destination, in SerializationContext context) =>
        throw new InvalidOperationException("Responses cannot be written.");

    public string Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => throw new NotSupportedException();
}
