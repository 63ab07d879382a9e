using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>
/// An answer as Kafka Streams writes it: a byte with the version and whether there is a hash, the hash, and the right value. A value of no bytes cannot be
/// told from none.
/// </summary>
internal sealed class AnswerSerde<TRight>(ISerde<TRight> values) : ISerde<Answer<TRight>>
{
    private const byte Version = 0;

    public void Serialize(Answer<TRight> value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        value.Hash.WriteVersion(Version, destination);
        value.Hash.Write(destination);
        if (value.Value is not null)
        {
            values.Serialize(value.Value, destination, in context);
        }
    }

    public Answer<TRight> Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        var hasHash = ValueHash.ReadVersion(ref data, Version);
        var hash = ValueHash.Read(hasHash, ref data);
        return new Answer<TRight>(hash, data.IsEmpty ? default : values.Deserialize(data, in context), Partition: -1);
    }
}
