using System.Buffers;
using System.Text;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tests.Support;

/// <summary>Text that refuses bytes which are no UTF-8.</summary>
internal sealed class StrictSerde : ISerde<string>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public void Serialize(string value, IBufferWriter<byte> destination, in SerializationContext context) => Strict.GetBytes(value, destination);

    public string Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) => Strict.GetString(data);
}
