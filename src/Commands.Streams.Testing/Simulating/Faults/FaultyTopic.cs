using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>A topic of a <see cref="FaultyProducer"/>.</summary>
internal sealed class FaultyTopic(Process process, FaultyProducer producer, IProducerTopic inner) : IProducerTopic
{
    public string Name => inner.Name;

    public int PartitionCount => inner.PartitionCount;

    public int? MaxRecordBytes => inner.MaxRecordBytes;

    public bool TrySend(in ProduceRecord record, nint token)
    {
        process.Before("sends to", inner.Name, isRemote: false);
        producer.DemandAbortMaybe();
        return inner.TrySend(in record, token);
    }
}
