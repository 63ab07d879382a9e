using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tests.Support;

/// <summary>Writes and reads nothing.</summary>
internal sealed class BrokenSerde : ISerde<string>
{
    public void Serialize(string value, IBufferWriter<byte> destination, in SerializationContext context) =>
        throw new InvalidOperationException("No ink.");

    public string Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => throw new InvalidOperationException("No glasses.");
}
