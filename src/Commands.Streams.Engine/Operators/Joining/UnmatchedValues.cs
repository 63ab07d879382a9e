using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Operators.Joining;

/// <summary>Writes the values of one side for the store of unmatched records, and reads them.</summary>
/// <param name="serde">The serde of the values.</param>
/// <param name="topic">The topic that the serde is told: the store's changelog.</param>
internal sealed class UnmatchedValues<T>(ISerde<T> serde, string topic)
{
    private readonly SerializationBuffer _buffer = new();

    private SerializationContext SerdeContext => new(topic, RecordComponent.Value, Headers.Empty);

    /// <summary>Returns the bytes of a value; valid until the next one is written.</summary>
    public ReadOnlySpan<byte> Write(T value)
    {
        _buffer.Clear();
        serde.Serialize(value, _buffer, SerdeContext);
        return _buffer.Written;
    }

    public T Read(ReadOnlySpan<byte> data) => serde.Deserialize(data, SerdeContext);
}
