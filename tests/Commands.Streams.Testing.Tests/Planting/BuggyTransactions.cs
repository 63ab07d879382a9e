using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>Commits what was written to one topic before the rest of its record.</summary>
internal sealed class EarlyCommitProducer : BuggyProducer
{
    private readonly string _topic;
    private bool _isDue;

    public EarlyCommitProducer(IStreamProducer inner, string topic)
        : base(inner)
    {
        _topic = topic;
        WrapTopic = wrapped => new Topic(this, wrapped);
    }

    public override void CommitTransaction(TimeSpan timeout)
    {
        _isDue = false;
        base.CommitTransaction(timeout);
    }

    public override void AbortTransaction(TimeSpan timeout)
    {
        _isDue = false;
        base.AbortTransaction(timeout);
    }

    private bool TrySend(IProducerTopic topic, in ProduceRecord record, nint token)
    {
        if (_isDue)
        {
            _isDue = false;
            Inner.CommitTransaction(TimeSpan.FromSeconds(5));
            Inner.BeginTransaction();
        }

        _isDue = topic.Name == _topic;
        return topic.TrySend(in record, token);
    }

    private sealed class Topic(EarlyCommitProducer producer, IProducerTopic inner) : IProducerTopic
    {
        public string Name => inner.Name;

        public int PartitionCount => inner.PartitionCount;

        public int? MaxRecordBytes => inner.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token) => producer.TrySend(inner, in record, token);
    }
}

/// <summary>Leaves a transaction open that has no offsets.</summary>
internal sealed class OffsetsOnlyProducer(IStreamProducer inner) : BuggyProducer(inner)
{
    private bool _isOpen;
    private bool _hasOffsets;

    public override void BeginTransaction()
    {
        if (!_isOpen)
        {
            base.BeginTransaction();
        }

        _isOpen = true;
    }

    public override void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout)
    {
        base.SendOffsetsToTransaction(offsets, consumer, timeout);
        _hasOffsets = true;
    }

    public override void CommitTransaction(TimeSpan timeout)
    {
        if (_hasOffsets)
        {
            base.CommitTransaction(timeout);
            _isOpen = _hasOffsets = false;
        }
    }

    public override void AbortTransaction(TimeSpan timeout)
    {
        base.AbortTransaction(timeout);
        _isOpen = _hasOffsets = false;
    }
}

/// <summary>Takes everything for written and every transaction for committed, also if another producer has taken over.</summary>
internal sealed class CarelessProducer : BuggyProducer
{
    public CarelessProducer(IStreamProducer inner)
        : base(inner) => WrapTopic = static topic => new Topic(topic);

    public override DeliveryFailureHandler? OnDeliveryFailure
    {
        get => base.OnDeliveryFailure;
        set => base.OnDeliveryFailure = (in DeliveryFailure failure) =>
        {
            if (!IsOfFencing(failure.Error))
            {
                value!(in failure);
            }
        };
    }

    public override void Poll() => Try(base.Poll);

    public override bool Flush(TimeSpan timeout)
    {
        Try(() => base.Flush(timeout));
        return true;
    }

    public override void BeginTransaction() => Try(base.BeginTransaction);

    public override void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout) =>
        Try(() => base.SendOffsetsToTransaction(offsets, consumer, timeout));

    public override void CommitTransaction(TimeSpan timeout) => Try(() => base.CommitTransaction(timeout));

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (ClientException exception) when (IsOfFencing(exception))
        {
        }
    }

    /// <summary>The producer was shut out, or its transaction is in another state than it would be otherwise.</summary>
    private static bool IsOfFencing(ClientException exception) => exception.Kind == ClientErrorKind.Fenced || exception.Code == "_STATE";

    private sealed class Topic(IProducerTopic inner) : IProducerTopic
    {
        public string Name => inner.Name;

        public int PartitionCount => inner.PartitionCount;

        public int? MaxRecordBytes => inner.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token)
        {
            try
            {
                return inner.TrySend(in record, token);
            }
            catch (ClientException exception) when (IsOfFencing(exception))
            {
                return true;
            }
        }
    }
}

/// <summary>Calls an error fatal that the next transaction would not have.</summary>
internal sealed class FatalistProducer(IStreamProducer inner) : BuggyProducer(inner)
{
    public override void CommitTransaction(TimeSpan timeout)
    {
        try
        {
            base.CommitTransaction(timeout);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Abortable)
        {
            throw new ClientException(ClientErrorKind.Fatal, exception.Code, exception.Message);
        }
    }
}

/// <summary>Goes on with the producer whose transaction has not ended cleanly.</summary>
internal sealed class FaithfulProducer(IStreamProducer inner) : BuggyProducer(inner)
{
    public override void AbortTransaction(TimeSpan timeout)
    {
        try
        {
            base.AbortTransaction(timeout);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            base.AbortTransaction(timeout);
        }
    }
}
