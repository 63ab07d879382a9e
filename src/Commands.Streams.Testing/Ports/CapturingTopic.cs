using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Ports;

/// <summary>A topic of a <see cref="CapturingProducer"/>: one partition, always with room.</summary>
internal sealed class CapturingTopic(string name, CapturingProducer producer) : IProducerTopic
{
    public string Name => name;

    public int PartitionCount => 1;

    public bool TrySend(in ProduceRecord record, nint token)
    {
        producer.Capture(name, new InMemoryRecord(
            record.HasKey ? record.Key.ToArray() : null,
            record.HasValue ? record.Value.ToArray() : null,
            record.Timestamp,
            record.Headers ?? Headers.Empty));
        return true;
    }
}
