using Streamiz.Kafka.Net.SerDes;
using SerializationContext = Confluent.Kafka.SerializationContext;

namespace Commands.Streams.Bridging;

/// <summary>Hands the bytes that the command topology has written to Streamiz' sink; none for a tombstone.</summary>
internal sealed class OutgoingValueSerDes : AbstractSerDes<OutgoingRecord>
{
    public override byte[]? Serialize(OutgoingRecord data, SerializationContext context) => data.Value;

    public override OutgoingRecord Deserialize(byte[] data, SerializationContext context) =>
        throw new NotSupportedException("What a command topology has written is not read again by Streamiz.");
}
