using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>What a cluster may do to one topic's records for a while.</summary>
public enum Reluctance
{
    /// <summary>Refuses each at once, with an error that passes.</summary>
    Refuses,

    /// <summary>Takes each, and says later that it was not delivered.</summary>
    Loses,

    /// <summary>Writes each, and does not say so: a transaction must be aborted then.</summary>
    KeepsSilent,
}

/// <summary>A producer for whom one topic does not work for the moment, as a client behaves then: no mistake.</summary>
internal sealed class ReluctantProducer : BuggyProducer
{
    private readonly string _topic;
    private readonly Reluctance _reluctance;
    private readonly Func<bool> _isReluctant;
    private readonly Queue<(byte[] Key, byte[] Value, nint Token)> _lost = new();
    private bool _mustAbort;

    public ReluctantProducer(IStreamProducer inner, string topic, Reluctance reluctance, Func<bool> isReluctant)
        : base(inner)
    {
        _topic = topic;
        _reluctance = reluctance;
        _isReluctant = isReluctant;
        WrapTopic = wrapped => wrapped.Name == topic ? new Topic(this, wrapped) : wrapped;
    }

    public override bool Flush(TimeSpan timeout)
    {
        var flushed = base.Flush(timeout);
        while (_lost.TryDequeue(out var lost))
        {
            OnDeliveryFailure!(new DeliveryFailure
            {
                Topic = _topic,
                Key = lost.Key,
                HasKey = true,
                Value = lost.Value,
                HasValue = true,
                Token = lost.Token,
                Error = new ClientException(ClientErrorKind.Retriable, "_MSG_TIMED_OUT", "The record was not acknowledged in time."),
            });
        }

        return flushed && !(_reluctance == Reluctance.KeepsSilent && _isReluctant());
    }

    public override void CommitTransaction(TimeSpan timeout)
    {
        if (_mustAbort || (_reluctance == Reluctance.KeepsSilent && _isReluctant()))
        {
            throw new ClientException(ClientErrorKind.Abortable, "_PURGE_QUEUE", "The transaction lacks records that could not be delivered.");
        }

        base.CommitTransaction(timeout);
    }

    public override void AbortTransaction(TimeSpan timeout)
    {
        _mustAbort = false;
        _lost.Clear();
        base.AbortTransaction(timeout);
    }

    private bool TrySend(IProducerTopic topic, in ProduceRecord record, nint token)
    {
        if (!_isReluctant() || _reluctance == Reluctance.KeepsSilent)
        {
            return topic.TrySend(in record, token);
        }

        if (_reluctance == Reluctance.Refuses)
        {
            throw new ClientException(ClientErrorKind.Retriable, "_TRANSPORT", "The leader is away.");
        }

        _lost.Enqueue((record.Key.ToArray(), record.Value.ToArray(), token));
        _mustAbort = true;
        return true;
    }

    private sealed class Topic(ReluctantProducer producer, IProducerTopic inner) : IProducerTopic
    {
        public string Name => inner.Name;

        public int PartitionCount => inner.PartitionCount;

        public int? MaxRecordBytes => inner.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token) => producer.TrySend(inner, in record, token);
    }
}
