using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// A worker's producer as its tasks use it. Begins a transaction with the first record, translates the client's errors into what they mean for tasks, and
/// reports late failures to the sink they belong to. Worker only.
/// </summary>
internal sealed class WorkerProducer
{
    private static readonly TimeSpan RoomStep = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long a single record waits for room. Waiting blocks the worker, but is rare, because workers take no records while the queue is nearly full.
    /// </summary>
    private static readonly TimeSpan LongestWaitForRoom = TimeSpan.FromSeconds(2);

    private readonly IStreamProducer _producer;
    private readonly Dictionary<nint, (RecordCollector Collector, string? Sink)> _sinks = [];
    private readonly Queue<FailedDelivery> _failures = new();
    private nint _lastToken;

    public WorkerProducer(IStreamProducer producer, bool isTransactional)
    {
        _producer = producer;
        IsTransactional = isTransactional;
        producer.OnDeliveryFailure = OnDeliveryFailure;
    }

    public bool IsTransactional { get; }

    /// <summary>True if a transaction is open.</summary>
    public bool InTransaction { get; private set; }

    /// <summary>The number of registered sinks, which are those of open tasks.</summary>
    public int SinkCount => _sinks.Count;

    /// <summary>Registers a sink.</summary>
    /// <param name="collector">The collector of its task.</param>
    /// <param name="sinkName">
    /// Its name; null for preserved input records (dead letters, and records to be read again), about whose failure no handler is asked.
    /// </param>
    /// <returns>The token of its deliveries. Tokens are never reused.</returns>
    public nint Register(RecordCollector collector, string? sinkName)
    {
        _sinks.Add(++_lastToken, (collector, sinkName));
        return _lastToken;
    }

    /// <summary>Removes the sinks of a task that is closed. Failures of their records that arrive later are ignored.</summary>
    public void Unregister(RecordCollector collector)
    {
        foreach (var (token, (owner, _)) in _sinks)
        {
            if (ReferenceEquals(owner, collector))
            {
                _sinks.Remove(token);
            }
        }
    }

    public string SinkName(nint token) => _sinks[token].Sink!;

    public IProducerTopic GetTopic(string name) => _producer.GetTopic(name);

    /// <summary>The number of records sent.</summary>
    public long Sent { get; private set; }

    /// <summary>True if there is room for the records that more input may produce, so that workers may take some.</summary>
    public bool HasRoom => _producer.HasRoom;

    /// <summary>Adds the partitions that have a record waiting longer than the given time for its acknowledgement.</summary>
    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked) => _producer.CollectBlocked(longerThan, blocked);

    /// <summary>True if a partition has a leader, as far as the client knows.</summary>
    public bool HasLeader(TopicPartition partition) => _producer.HasLeader(partition);

    /// <summary>
    /// Queues a record, waiting for a limited time if the client's queue is full. Failed deliveries are not handled meanwhile, because handling one may send a
    /// record too, and it may belong to another task.
    /// </summary>
    /// <exception cref="TaskCorruptedException">There was no room in time.</exception>
    public void Send(IProducerTopic topic, in ProduceRecord record, nint token)
    {
        if (IsTransactional && !InTransaction)
        {
            BeginTransaction();
        }

        Sent++;
        try
        {
            var waited = TimeSpan.Zero;
            while (!topic.TrySend(in record, token))
            {
                if (waited >= LongestWaitForRoom)
                {
                    throw new TaskCorruptedException(
                        $"A record for topic '{topic.Name}' found no room in the producer's queue within {LongestWaitForRoom}: " +
                        "the cluster does not acknowledge what is in it.");
                }

                _producer.WaitForRoom(RoomStep);
                waited += RoomStep;
            }
        }
        catch (ClientException exception) when (ProducerErrors.IsAboutProducer(exception))
        {
            throw Translate("The producer cannot continue", exception);
        }
    }

    /// <summary>Handles failed deliveries.</summary>
    public void Poll()
    {
        Call("The producer failed", static producer => producer.Poll());
        HandleFailures();
    }

    /// <summary>Waits until everything is delivered, and handles the deliveries that failed.</summary>
    /// <returns>
    /// True if everything is delivered. False if the timeout elapsed, or if handling a failed delivery produced dead letters that are still in flight. Nothing
    /// is lost; call again.
    /// </returns>
    public bool Flush(TimeSpan timeout)
    {
        bool flushed;
        try
        {
            flushed = _producer.Flush(timeout);
        }
        catch (ClientException exception)
        {
            throw Translate("The producer could not be flushed", exception);
        }

        var failed = _failures.Count > 0;
        HandleFailures();
        return flushed && !failed;
    }

    /// <summary>Commits the open transaction. If none is open, commits the offsets in one of their own.</summary>
    /// <param name="offsets">The offsets to commit in the transaction.</param>
    /// <param name="consumer">The consumer that read the records.</param>
    /// <param name="timeout">How long the commit may take, including the deliveries that it waits for.</param>
    /// <param name="offsetsTimeout">How long adding the offsets may take.</param>
    public void CommitTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout, TimeSpan offsetsTimeout)
    {
        if (!InTransaction)
        {
            BeginTransaction();
        }

        try
        {
            if (offsets.Count > 0)
            {
                _producer.SendOffsetsToTransaction(offsets, consumer, offsetsTimeout);
            }

            _producer.CommitTransaction(timeout);
        }
        catch (ClientException exception)
        {
            throw Translate("The transaction could not be committed", exception);
        }

        InTransaction = false;
        HandleFailures();
    }

    /// <summary>Aborts the open transaction, if there is one. Failures of its records no longer matter.</summary>
    /// <returns>False if the transaction's fate is unknown; this producer must not begin another one.</returns>
    /// <exception cref="TaskMigratedException">Another producer has taken over.</exception>
    public bool TryAbortTransaction(TimeSpan timeout)
    {
        _failures.Clear();
        if (!InTransaction)
        {
            return true;
        }

        InTransaction = false;
        try
        {
            _producer.AbortTransaction(timeout);
            return true;
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Fenced)
        {
            throw Translate("The transaction could not be aborted", exception);
        }
        catch (ClientException)
        {
            return false;
        }
        finally
        {
            _failures.Clear();
        }
    }

    private void BeginTransaction()
    {
        Call("A transaction could not be started", static producer => producer.BeginTransaction());
        InTransaction = true;
    }

    private TaskFailedException Translate(string failed, ClientException exception) => ProducerErrors.OfCall(failed, exception, IsTransactional);

    private void Call(string failed, Action<IStreamProducer> action)
    {
        try
        {
            action(_producer);
        }
        catch (ClientException exception)
        {
            throw Translate(failed, exception);
        }
    }

    /// <summary>
    /// Copies the failure. It is handled after the client's call, because handling may send a record, which is not allowed inside the client's callback.
    /// </summary>
    private void OnDeliveryFailure(in DeliveryFailure failure)
    {
        var failed = new FailedDelivery(
            failure.Token,
            failure.Topic,
            failure.HasKey ? failure.Key.ToArray() : null,
            failure.HasValue ? failure.Value.ToArray() : null,
            failure.Timestamp,
            failure.Headers,
            failure.Error);
        _failures.Enqueue(failed);

        // Learned now, because a transaction that fails with the record is aborted, and its failures are forgotten.
        if (_sinks.TryGetValue(failure.Token, out var owner))
        {
            owner.Collector.Learn(failed);
        }
    }

    /// <summary>Handles failures one by one. If one throws, those behind it are kept for the next call.</summary>
    private void HandleFailures()
    {
        while (_failures.TryDequeue(out var failure))
        {
            if (!_sinks.TryGetValue(failure.Token, out var owner))
            {
                continue;
            }

            try
            {
                if (owner.Sink is null)
                {
                    owner.Collector.OnPreservedFailed(failure);
                }
                else
                {
                    owner.Collector.OnDeliveryFailed(owner.Sink, failure);
                }
            }
            catch (TaskFailedException exception)
            {
                exception.TaskId ??= owner.Collector.TaskId;
                throw;
            }
        }
    }
}

/// <summary>A copy of a failed delivery, kept until the client's call that reported it has returned.</summary>
internal sealed record FailedDelivery(nint Token, string Topic, byte[]? Key, byte[]? Value, long Timestamp, Headers? Headers, ClientException Error);
