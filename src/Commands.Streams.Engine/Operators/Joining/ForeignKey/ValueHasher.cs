using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>Hashes the values of the left table. Used by one node.</summary>
/// <param name="serde">The serde of the values.</param>
/// <param name="topic">The topic that the serde is told.</param>
internal sealed class ValueHasher<T>(ISerde<T> serde, string topic)
{
    private readonly SerializationBuffer _buffer = new();

    public ValueHash Hash(T? value)
    {
        if (value is null)
        {
            return default;
        }

        _buffer.Clear();
        serde.Serialize(value, _buffer, new SerializationContext(topic, RecordComponent.Value, Headers.Empty));
        return Murmur3.Hash(_buffer.Written);
    }
}
