using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>The transactional half of the producer.</summary>
internal sealed partial class SimulatedProducer
{
    private bool _inTransaction;
    private bool _isInitialized;
    private bool _hasFailed;
    private long _transaction;

    public void InitTransactions(TimeSpan timeout)
    {
        if (!IsTransactional || _isInitialized)
        {
            throw BrokerErrors.WrongState(_settings.TransactionalId, "initialized");
        }

        lock (_cluster.Gate)
        {
            _identity = _cluster.Transactions.Init(_settings.TransactionalId!, _settings.TransactionTimeout);
            _isInitialized = true;
        }
    }

    public void BeginTransaction()
    {
        if (!_isInitialized || _inTransaction)
        {
            throw BrokerErrors.WrongState(_settings.TransactionalId, "begun");
        }

        ThrowIfFenced();
        _inTransaction = true;
        _transaction = _cluster.Sends.NextTransaction();
        _hasFailed = false;
    }

    public void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout)
    {
        ThrowUnlessOpen("given its offsets");
        var reader = (SimulatedConsumer)consumer;
        reader.ThrowIfStale(ClientErrorKind.Abortable);
        lock (_cluster.Gate)
        {
            _cluster.Transactions.AddOffsets(_settings.TransactionalId!, _identity, reader.Group, reader.Member, offsets);
        }
    }

    public void CommitTransaction(TimeSpan timeout)
    {
        ThrowUnlessOpen("committed");
        var flushed = Flush(timeout);
        ThrowUnlessOpen("committed");
        if (!flushed)
        {
            throw BrokerErrors.TimedOut("Delivering the records of a transaction");
        }

        if (_hasFailed)
        {
            throw BrokerErrors.MustAbort(_settings.TransactionalId);
        }

        End(commit: true);
    }

    public void AbortTransaction(TimeSpan timeout)
    {
        ThrowUnlessOpen("aborted");
        lock (_cluster.Gate)
        {
            // Sequence numbers of what is dropped are missing from now on, but the broker has seen none of them.
            _queues.ForEach(queue => queue.TakeAll(_taken));
            _taken.Clear();
            _failed.Clear();
            _queued = 0;
        }

        End(commit: false);
        lock (_cluster.Gate)
        {
            _identity = _cluster.Transactions.Renew(_settings.TransactionalId!, _identity);
            _queues.ForEach(queue => queue.Renumber());
        }
    }

    private void End(bool commit)
    {
        lock (_cluster.Gate)
        {
            _cluster.Transactions.End(_settings.TransactionalId!, _identity, commit);
            _inTransaction = false;
            _cluster.WakeConsumers();
        }
    }

    private void ThrowUnlessOpen(string what)
    {
        ThrowIfFenced();
        if (!_inTransaction)
        {
            throw BrokerErrors.WrongState(_settings.TransactionalId, what);
        }
    }
}
