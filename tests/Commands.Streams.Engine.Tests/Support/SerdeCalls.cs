using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tests.Support;

/// <summary>Serdes called as a sink and a source call them.</summary>
internal static class SerdeCalls
{
    private static readonly SerializationContext Context = new("topic", RecordComponent.Value, Headers.Empty);

    public static byte[] Bytes<T>(this ISerde<T> serde, T value)
    {
        var buffer = new SerializationBuffer();
        serde.Serialize(value, buffer, in Context);
        return buffer.Written.ToArray();
    }

    public static T Value<T>(this ISerde<T> serde, ReadOnlySpan<byte> bytes) => serde.Deserialize(bytes, in Context);

    /// <summary>For lambdas, which cannot hold spans.</summary>
    public static T ValueOf<T>(this ISerde<T> serde, params byte[] bytes) => serde.Value(bytes);
}
