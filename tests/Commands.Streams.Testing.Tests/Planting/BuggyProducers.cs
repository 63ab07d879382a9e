using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>Says that everything is delivered without looking.</summary>
internal sealed class UnflushedProducer(IStreamProducer inner) : BuggyProducer(inner)
{
    public override bool Flush(TimeSpan timeout) => true;
}

/// <summary>Goes on with a transaction that should have been aborted, since the cluster would not take a record for the moment.</summary>
internal sealed class AbortForgettingProducer : BuggyProducer
{
    private bool _isOpen;
    private int _records;

    public AbortForgettingProducer(IStreamProducer inner)
        : base(inner) => WrapTopic = topic => new ReluctantTopic(topic, () => ++_records == 3);

    public override void BeginTransaction()
    {
        if (!_isOpen)
        {
            base.BeginTransaction();
        }

        _isOpen = true;
    }

    public override void CommitTransaction(TimeSpan timeout)
    {
        base.CommitTransaction(timeout);
        _isOpen = false;
    }

    public override void AbortTransaction(TimeSpan timeout)
    {
    }
}

/// <summary>Takes a transaction for committed that the cluster did not answer about.</summary>
internal sealed class HopefulProducer(IStreamProducer inner) : BuggyProducer(inner)
{
    public override void CommitTransaction(TimeSpan timeout)
    {
        try
        {
            base.CommitTransaction(timeout);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
        }
    }
}

/// <summary>Leaves the offsets out of the transaction, and commits them afterwards by themselves.</summary>
internal sealed class OffsetsApartProducer(IStreamProducer inner) : BuggyProducer(inner)
{
    private Action _commit = static () => { };

    public override void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout) =>
        _commit = () => consumer.Commit([.. offsets]);

    public override void CommitTransaction(TimeSpan timeout)
    {
        base.CommitTransaction(timeout);
        _commit();
        _commit = static () => { };
    }
}

/// <summary>Does not mind that its consumer is no member any more.</summary>
internal sealed class ZombieProducer(IStreamProducer inner) : BuggyProducer(inner)
{
    public override void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout)
    {
        try
        {
            base.SendOffsetsToTransaction(offsets, consumer, timeout);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Fenced)
        {
        }
    }
}
