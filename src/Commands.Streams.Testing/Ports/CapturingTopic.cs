using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Ports;

/// <summary>A topic of a <see cref="CapturingProducer"/>: one partition, always with room.</summary>
internal sealed class CapturingTopic(string name, CapturingProducer producer) : IProducerTopic
{
    public string Name => name;

    public int PartitionCount => 1;

    public int? MaxRecordBytes => null;

    public bool TrySend(in ProduceRecord record, nint token)
    {
        producer.Capture(name, InMemoryRecord.Copy(in record));
        return true;
    }
}
