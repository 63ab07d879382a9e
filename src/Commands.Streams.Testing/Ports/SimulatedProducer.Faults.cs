using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>What a simulation does to a producer.</summary>
internal sealed partial class SimulatedProducer
{
    private ClientException? _unusable;

    public string? TransactionalId => _settings.TransactionalId;

    /// <summary>Whether a transaction is open, as far as the producer knows.</summary>
    public bool InTransaction => _inTransaction;

    /// <summary>Whether everything of the transaction has arrived, so that a request to commit it may be on its way.</summary>
    public bool IsComplete => _queued == 0 && _failed.Count == 0 && !_hasFailed;

    /// <summary>The request that ends the transaction, as it may still arrive when nobody waits for its answer any more.</summary>
    public Action LateEnd(bool commit)
    {
        var (id, identity) = (_settings.TransactionalId!, _identity);
        return () =>
        {
            lock (_cluster.Gate)
            {
                _cluster.Transactions.EndLate(id, identity, commit);
                _cluster.WakeConsumers();
            }
        };
    }

    /// <summary>The request that adds offsets to the transaction, likewise.</summary>
    public Action LateOffsets(IReadOnlyList<OffsetCommit> offsets, SimulatedConsumer reader)
    {
        var (id, identity, member) = (_settings.TransactionalId!, _identity, reader.Member);
        OffsetCommit[] sent = [.. offsets];
        return () =>
        {
            lock (_cluster.Gate)
            {
                _cluster.Transactions.AddOffsetsLate(id, identity, reader.Group, member, sent);
            }
        };
    }

    /// <summary>The records on their way, as they may still arrive when their producer is gone.</summary>
    public Action LateRecords()
    {
        var (id, identity) = (_settings.TransactionalId, _identity);
        var sent = _queues.ConvertAll(static queue => (queue.Log, Records: queue.ToArray()));
        return () =>
        {
            lock (_cluster.Gate)
            {
                // Outside of the transaction that they were sent in, the cluster does not take them.
                var transaction = id is null ? null : _cluster.Transactions.FindOpen(id, identity);
                if (id is not null && transaction is null)
                {
                    return;
                }

                foreach (var (log, records) in sent)
                {
                    foreach (var queued in _cluster.HasLeader(log) ? records : [])
                    {
                        if (log.Append(queued.Record, identity, queued.Sequence, transaction) is not (AppendResult.Appended or AppendResult.Duplicate))
                        {
                            break;
                        }
                    }
                }

                _cluster.WakeConsumers();
            }
        };
    }

    /// <summary>The producer is of no use any more: what is on its way fails, and so does each call from now on.</summary>
    public void Lose()
    {
        _unusable = BrokerErrors.ProducerLost();
        lock (_cluster.Gate)
        {
            _queues.ForEach(queue => Fail(queue, _unusable, possiblyPersisted: true));
        }
    }

    /// <summary>Throws if the producer was lost.</summary>
    public void ThrowIfLost()
    {
        if (_unusable is { } unusable)
        {
            throw unusable;
        }
    }

    /// <summary>The transaction must be aborted from now on.</summary>
    /// <param name="failsDeliveries">Whether the records on their way fail first, each by itself.</param>
    /// <returns>What the calls throw.</returns>
    public ClientException DemandAbort(bool failsDeliveries)
    {
        var error = BrokerErrors.MustAbort(_settings.TransactionalId);
        _hasFailed = true;
        if (failsDeliveries)
        {
            lock (_cluster.Gate)
            {
                _queues.ForEach(queue => Fail(queue, error, possiblyPersisted: true));
            }
        }

        return error;
    }
}
