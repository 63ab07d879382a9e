using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// A worker's producer as its tasks see it: begins a transaction with the first record that is sent in it, turns the client's errors into what they
/// mean for the tasks, and brings late failures back to the sink they belong to. Worker only.
/// </summary>
internal sealed class WorkerProducer
{
    private static readonly TimeSpan RoomStep = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long a record in its pass waits for room. It is the exception, since workers take no records while there is little; its worker serves nobody
    /// meanwhile.
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

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction { get; private set; }

    /// <summary>The sinks that failures of deliveries are put before: those of tasks that are open.</summary>
    public int SinkCount => _sinks.Count;

    /// <summary>Registers a sink.</summary>
    /// <param name="collector">Its task's collector.</param>
    /// <param name="sinkName">
    /// Its name; null for input records that are kept elsewhere, as dead letters or to be read again: nobody is asked about their failure.
    /// </param>
    /// <returns>The token of its deliveries, which no other sink ever gets.</returns>
    public nint Register(RecordCollector collector, string? sinkName)
    {
        _sinks.Add(++_lastToken, (collector, sinkName));
        return _lastToken;
    }

    /// <summary>Forgets the sinks of a task that is closed. Failures of theirs that come later are nobody's any more.</summary>
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

    /// <summary>How many records have been sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Whether a worker may take more records: there is room for what they may write.</summary>
    public bool HasRoom => _producer.HasRoom;

    /// <summary>Adds the partitions with records that wait longer than a time for their acknowledgement.</summary>
    public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked) => _producer.CollectBlocked(longerThan, blocked);

    /// <summary>Whether a partition has a leader, as far as the client knows.</summary>
    public bool HasLeader(TopicPartition partition) => _producer.HasLeader(partition);

    /// <summary>
    /// Queues a record, waiting a while if the client's queue is full. Failed deliveries are not decided meanwhile: what becomes of them may have to be sent
    /// too, and they may be other tasks'.
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

    /// <summary>Reports failed deliveries.</summary>
    public void Poll()
    {
        Call("The producer failed", static producer => producer.Poll());
        HandleFailures();
    }

    /// <summary>Waits until everything is delivered; what was not delivered fails here.</summary>
    /// <returns>
    /// False if the timeout elapsed, or if handling a failed delivery produced dead letters that are still in flight. Nothing is lost; call again.
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

    /// <summary>Commits the open transaction, or one that holds nothing but the offsets.</summary>
    /// <param name="offsets">The offsets.</param>
    /// <param name="consumer">The consumer that read them.</param>
    /// <param name="timeout">How long the commit may take, with all deliveries before it.</param>
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

    /// <summary>Aborts the open transaction, if there is one; failures of its records no longer matter.</summary>
    /// <returns>False if nobody knows what became of it: this producer must not begin another one.</returns>
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
    /// Keeps a copy: a handler may want to send, which must not happen inside the client's callback. Failures are decided once the call is over.
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

        // Not later: a transaction that fails with the record is aborted, and its failures are forgotten.
        if (_sinks.TryGetValue(failure.Token, out var owner))
        {
            owner.Collector.Learn(failed);
        }
    }

    /// <summary>Decides about failures one by one: those behind one that throws stay, so that the next call reports them.</summary>
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

/// <summary>A copy of a delivery that failed, kept until the client's call that reported it is over.</summary>
internal sealed record FailedDelivery(nint Token, string Topic, byte[]? Key, byte[]? Value, long Timestamp, Headers? Headers, ClientException Error);
