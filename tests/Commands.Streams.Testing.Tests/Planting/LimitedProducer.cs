using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>A producer for whom one topic has a limit that nobody knows before: larger records are taken, and refused by the broker.</summary>
internal sealed class LimitedProducer : BuggyProducer
{
    private readonly string _topic;
    private readonly int _limit;
    private readonly Queue<(byte[] Key, byte[] Value, Headers? Headers, nint Token)> _refused = new();
    private bool _mustAbort;

    public LimitedProducer(IStreamProducer inner, string topic, int limit)
        : base(inner)
    {
        _topic = topic;
        _limit = limit;
        WrapTopic = wrapped => wrapped.Name == topic ? new Topic(this, wrapped) : wrapped;
    }

    public override bool Flush(TimeSpan timeout)
    {
        var flushed = base.Flush(timeout);
        Report();
        return flushed;
    }

    public override void CommitTransaction(TimeSpan timeout)
    {
        Report();
        if (_mustAbort)
        {
            throw new ClientException(ClientErrorKind.Abortable, "_PURGE_QUEUE", "The transaction lacks records that could not be delivered.");
        }

        base.CommitTransaction(timeout);
    }

    public override void AbortTransaction(TimeSpan timeout)
    {
        _mustAbort = false;
        _refused.Clear();
        base.AbortTransaction(timeout);
    }

    private void Report()
    {
        while (_refused.TryDequeue(out var record))
        {
            OnDeliveryFailure!(new DeliveryFailure
            {
                Topic = _topic,
                Key = record.Key,
                HasKey = true,
                Value = record.Value,
                HasValue = record.Value.Length > 0,
                Headers = record.Headers,
                Token = record.Token,
                Error = new ClientException(ClientErrorKind.RecordRefused, "MSG_SIZE_TOO_LARGE", "The record is larger than the topic allows."),
            });
        }

    }

    private bool TrySend(IProducerTopic topic, in ProduceRecord record, nint token)
    {
        if (record.Key.Length + record.Value.Length + (record.Headers?.Sum(header => header.Name.Length + (header.Value?.Length ?? 0)) ?? 0) <= _limit)
        {
            return topic.TrySend(in record, token);
        }

        _refused.Enqueue((record.Key.ToArray(), record.Value.ToArray(), record.Headers, token));
        _mustAbort = true;
        return true;
    }

    private sealed class Topic(LimitedProducer producer, IProducerTopic inner) : IProducerTopic
    {
        public string Name => inner.Name;

        public int PartitionCount => inner.PartitionCount;

        public int? MaxRecordBytes => inner.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token) => producer.TrySend(inner, in record, token);
    }
}
