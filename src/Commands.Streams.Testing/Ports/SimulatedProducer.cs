using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>
/// A producer of a <see cref="SimulatedCluster"/>: what it queues goes on its way whenever the network lets it, in order per partition. What could not
/// be delivered is kept until a call that reports it.
/// </summary>
internal sealed partial class SimulatedProducer : IStreamProducer
{
    private static readonly TimeSpan WaitStep = TimeSpan.FromMilliseconds(10);

    private readonly SimulatedCluster _cluster;
    private readonly ProducerSettings _settings;
    private readonly Dictionary<string, SimulatedProducerTopic> _topics = [];
    private readonly List<ProducerQueue> _queues = [];
    private readonly List<QueuedRecord> _taken = [];
    private readonly List<(QueuedRecord Queued, PartitionLog Log, ClientException Error, bool PossiblyPersisted)> _failed = [];
    private ProducerIdentity _identity;
    private ClientException? _fenced;
    private int _queued;

    public SimulatedProducer(SimulatedCluster cluster, ProducerSettings settings)
    {
        _cluster = cluster;
        _settings = settings;
        _identity = new ProducerIdentity(cluster.Transactions.NewProducerId(), 0);
    }

    public DeliveryFailureHandler? OnDeliveryFailure { get; set; }

    public bool HasRoom => _queued < _cluster.Options.ProducerQueueCapacity - (_cluster.Options.ProducerQueueCapacity / 10);

    public bool IsDisposed { get; private set; }

    /// <summary>Whether records are on their way.</summary>
    public bool HasQueued => _queued > 0 && !IsDisposed;

    private bool IsTransactional => _settings.TransactionalId is not null;

    private DateTimeOffset Now => _cluster.TimeProvider.GetUtcNow();

    public IProducerTopic GetTopic(string name)
    {
        if (!_topics.TryGetValue(name, out var topic))
        {
            topic = new SimulatedProducerTopic(name, _cluster, this);
            _topics.Add(name, topic);
        }

        return topic;
    }

    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked)
    {
        lock (_cluster.Gate)
        {
            var moment = Now - longerThan;
            foreach (var queue in _queues)
            {
                if (queue.OldestAt is { } oldest && oldest < moment)
                {
                    blocked.Add(queue.Log.Partition);
                }
            }
        }
    }

    /// <summary>Queues a record. The cluster's gate is held.</summary>
    public bool TryQueue(PartitionLog log, in ProduceRecord record, nint token)
    {
        ThrowIfFenced();
        if (IsTransactional && !_inTransaction)
        {
            throw BrokerErrors.WrongState(_settings.TransactionalId, "written to");
        }

        if (_queued >= _cluster.Options.ProducerQueueCapacity)
        {
            Transmit();
            if (_queued >= _cluster.Options.ProducerQueueCapacity)
            {
                return false;
            }
        }

        var copy = InMemoryRecord.Copy(in record);
        QueueOf(log).Add(IsTransactional ? copy with { Mark = _cluster.Sends.Next(_settings.TransactionalId!, _transaction) } : copy, token, Now);
        _queued++;
        return true;
    }

    public void Poll()
    {
        lock (_cluster.Gate)
        {
            Transmit();
        }

        ReportFailures();
        ThrowIfFenced();
    }

    public void WaitForRoom(TimeSpan timeout)
    {
        WaitUntil(() => _queued < _cluster.Options.ProducerQueueCapacity, timeout);
        ReportFailures();
    }

    public bool Flush(TimeSpan timeout)
    {
        var flushed = WaitUntil(() => _queued == 0, timeout);
        ReportFailures();
        return flushed;
    }

    public void Dispose() => IsDisposed = true;

    /// <summary>Sends what the network takes now. The cluster's gate is held.</summary>
    public void Transmit()
    {
        if (_queued == 0)
        {
            return;
        }

        FailWhatIsTooOld();
        var sent = false;
        foreach (var queue in _queues)
        {
            if (queue.Count > 0 && _cluster.HasLeader(queue.Log) && _cluster.Network.Deliver(queue.Count) is > 0 and var count)
            {
                Send(queue, count);
                sent = true;
            }
        }

        if (sent)
        {
            _cluster.WakeConsumers();
        }
    }

    private void Send(ProducerQueue queue, int count)
    {
        if (IsTransactional && _cluster.Transactions.HasForgotten(_settings.TransactionalId!))
        {
            _hasFailed = true;
            _queues.ForEach(other => Fail(other, BrokerErrors.UnknownProducer(_settings.TransactionalId), possiblyPersisted: false));
            return;
        }

        var transaction = IsTransactional ? _cluster.Transactions.Open(_settings.TransactionalId!, _identity) : null;
        if (IsTransactional && transaction is null)
        {
            Fence();
            return;
        }

        var before = queue.Count;
        var result = queue.Send(count, _identity, transaction, !_cluster.Network.LosesAcknowledgement());
        _queued -= before - queue.Count;
        if (result == AppendResult.Fenced)
        {
            Fence();
        }
        else if (result == AppendResult.OutOfOrder)
        {
            Fail(queue, BrokerErrors.OutOfOrder(queue.Log.Partition), possiblyPersisted: false);
        }
        else if (result == AppendResult.Refused)
        {
            Refuse(queue);
        }
    }

    /// <summary>The oldest record of a queue is not taken. In a transaction nothing else is, either: its records are numbered as one row.</summary>
    private void Refuse(ProducerQueue queue)
    {
        _taken.Add(queue.TakeFirst());
        var error = queue.Log.Limits!.WhyRefused(_taken[0].Record)!;
        AddFailures(queue, _ => error, possiblyPersisted: false);
        if (IsTransactional)
        {
            _hasFailed = true;
            _queues.ForEach(other => Fail(other, BrokerErrors.MustAbort(_settings.TransactionalId), possiblyPersisted: false));
        }

        _cluster.Refused?.Invoke();
    }

    private void Fence()
    {
        _fenced = BrokerErrors.ProducerFenced(_settings.TransactionalId);
        foreach (var queue in _queues)
        {
            Fail(queue, _fenced, possiblyPersisted: false);
        }
    }

    private void FailWhatIsTooOld()
    {
        var moment = Now - _cluster.Options.DeliveryTimeout;
        foreach (var queue in _queues)
        {
            queue.TakeOlderThan(moment, _taken);
            AddFailures(queue, BrokerErrors.DeliveryTimedOut, possiblyPersisted: true);
        }
    }

    private void Fail(ProducerQueue queue, ClientException error, bool possiblyPersisted)
    {
        queue.TakeAll(_taken);
        AddFailures(queue, _ => error, possiblyPersisted);
    }

    /// <summary>What is left is sent under a new epoch: the numbers of what was given up are missing.</summary>
    private void AddFailures(ProducerQueue queue, Func<TopicPartition, ClientException> error, bool possiblyPersisted)
    {
        if (_taken.Count == 0)
        {
            return;
        }

        foreach (var queued in _taken)
        {
            _failed.Add((queued, queue.Log, error(queue.Log.Partition), possiblyPersisted));
        }

        _queued -= _taken.Count;
        _taken.Clear();
        if (!IsTransactional)
        {
            _identity = _identity with { Epoch = _identity.Epoch + 1 };
            _queues.ForEach(other => other.Renumber());
        }

        _settings.Wake?.Invoke();
    }

    private void ReportFailures()
    {
        while (_failed.Count > 0)
        {
            var (queued, log, error, possiblyPersisted) = _failed[0];
            _failed.RemoveAt(0);
            _hasFailed = true;
            OnDeliveryFailure?.Invoke(new DeliveryFailure
            {
                Topic = log.Partition.Topic,
                Partition = log.Partition.Partition,
                Key = queued.Record.Key,
                Value = queued.Record.Value,
                HasKey = queued.Record.Key is not null,
                HasValue = queued.Record.Value is not null,
                Timestamp = queued.Record.Timestamp,
                Headers = queued.Record.Headers,
                Token = queued.Token,
                Error = error,
                PossiblyPersisted = possiblyPersisted,
            });
        }
    }

    private bool WaitUntil(Func<bool> condition, TimeSpan timeout)
    {
        var end = Now + timeout;
        while (true)
        {
            lock (_cluster.Gate)
            {
                Transmit();
                if (condition())
                {
                    return true;
                }
            }

            var before = Now;
            if (before >= end)
            {
                return false;
            }

            _cluster.Network.Wait(end - before < WaitStep ? end - before : WaitStep);
            if (Now == before)
            {
                return false;
            }
        }
    }

    private ProducerQueue QueueOf(PartitionLog log)
    {
        foreach (var queue in _queues)
        {
            if (queue.Log == log)
            {
                return queue;
            }
        }

        _queues.Add(new ProducerQueue(log));
        return _queues[^1];
    }

    private void ThrowIfFenced()
    {
        if (_fenced is { } fenced)
        {
            throw fenced;
        }
    }
}
