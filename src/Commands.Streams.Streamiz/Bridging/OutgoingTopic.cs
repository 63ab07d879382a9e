using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Bridging;

/// <summary>A topic behind Streamiz' sink. How many partitions it has is asked for once; each record that is sent brings it up to date.</summary>
internal sealed class OutgoingTopic(string name, OutgoingProducer producer) : IProducerTopic
{
    private int _partitionCount;

    public string Name => name;

    public int PartitionCount => _partitionCount > 0 ? _partitionCount : Ask();

    /// <summary>Streamiz does not tell.</summary>
    public int? MaxRecordBytes => null;

    public bool TrySend(in ProduceRecord record, nint token)
    {
        var outgoing = new OutgoingRecord(name)
        {
            Key = record.HasKey ? record.Key.ToArray() : null,
            Value = record.HasValue ? record.Value.ToArray() : null,
            Partition = record.Partition,
            Timestamp = record.Timestamp,
            Headers = HeaderCopies.ToClient(record.Headers),
        };
        producer.Forward(outgoing);
        _partitionCount = outgoing.PartitionCount;
        return true;
    }

    private int Ask()
    {
        var question = new OutgoingRecord(name) { IsQuestion = true };
        producer.Forward(question);
        _partitionCount = question.PartitionCount;
        return _partitionCount > 0 ? _partitionCount : throw new ClientException(
            ClientErrorKind.RecordRefused, SinkErrors.NoSuchTopic, $"Topic '{name}' does not exist; create it, or correct the name.");
    }
}
