using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Tasks;

/// <summary>
/// Runs one sub-topology for one partition number: takes records in timestamp order and passes each through the nodes, one at a time, depth first. It knows
/// nothing of threads, groups or clusters; a worker, or a test, calls it step by step. Worker only.
/// </summary>
internal sealed partial class StreamTask : IDisposable
{
    private readonly ProcessorTopology _topology;
    private readonly TaskSettings _settings;
    private readonly TaskContext _context;
    private readonly WorkerProducer _producer;
    private readonly CompletionMailbox _mailbox;
    private readonly PartitionGroup _partitions;
    private readonly DoneSetGate _doneSets;
    private bool _isScanning;
    private bool _missesTopic;

    public StreamTask(
        TaskId id, ProcessorTopology topology, TaskSettings settings, WorkerProducer producer, Action wake, TaskStores? stores = null)
    {
        Id = id;
        _topology = topology;
        Stores = stores ?? TaskStores.None;
        _settings = settings;
        _producer = producer;
        _mailbox = new CompletionMailbox(
            wake,
            settings.CancelsAtOnce
                ? source => HandlerCancellation.AtOnce(source, id, settings.Logger)
                : source => HandlerCancellation.Aside(source, id, settings.Logger));
        _context = new TaskContext(id, settings, producer, _mailbox) { Stores = Stores, Topology = topology };
        _partitions = _context.Partitions;
        _doneSets = new DoneSetGate(id, _partitions, settings.MetadataRoom, settings.Logger);
    }

    public TaskId Id { get; }

    public TaskMetrics Metrics => _context.Metrics;

    /// <summary>The state stores, which the task does not own.</summary>
    public TaskStores Stores { get; }

    public List<RecordQueue> Queues => _partitions.Queues;

    public long StreamTime => _partitions.StreamTime;

    /// <summary>The number of handlers that have been started and have not been finished.</summary>
    public int RunningHandlers => _mailbox.Running;

    /// <summary>The values of the task's gauges.</summary>
    public TaskGauges Gauges
    {
        get
        {
            var gauges = _mailbox.Gauges;
            gauges.DoneSetLength = _doneSets.Length;
            gauges.FullDoneSets = _doneSets.IsFull ? 1 : 0;
            return gauges;
        }
    }

    /// <summary>True if a handler has ended and its result can be processed.</summary>
    public bool HasEndedHandlers => _mailbox.HasEnded;

    /// <summary>True if records are buffered but may not be taken yet, because another input has none or the backlog must be scanned first.</summary>
    public bool IsWaitingForInput => _isScanning || (_partitions.AnyHasHead && !AllHaveHeads());

    /// <summary>True if records are buffered or in flight, or handlers are running.</summary>
    public bool HasUnfinishedRecords
    {
        get
        {
            foreach (var queue in _partitions.Queues)
            {
                if (queue.Buffered > 0 || queue.InFlight.First is not null)
                {
                    return true;
                }
            }

            return RunningHandlers > 0;
        }
    }

    /// <summary>True if the task has nothing left to do: no record, no handler, nothing to commit.</summary>
    public bool Rests => !HasUnfinishedRecords && !CommitNeeded;

    /// <summary>True if a record waits because its serde is not ready.</summary>
    public bool IsWaitingForSerde
    {
        get
        {
            foreach (var queue in _partitions.Queues)
            {
                if (queue.IsWaitingForSerde)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>True if there is something to commit: progress, a punctuation that may have had effects, or a node's request.</summary>
    public bool CommitNeeded => _context.Punctuated || _context.CommitRequested || HasProgress() || Stores.AreDirty;

    /// <summary>True if the next commit must include this task: it has something to commit, or has written records that must be durable.</summary>
    public bool TakesPartInCommit => CommitNeeded || Written.Any;

    /// <summary>The partitions that the task has written to since the last commit.</summary>
    public WrittenPartitions Written => _context.Collector.Written;

    /// <summary>True if a node has requested a commit.</summary>
    public bool CommitRequested => _context.CommitRequested;

    /// <summary>The due time of the next wall-clock punctuation, in Unix milliseconds; <see cref="long.MaxValue"/> if there is none.</summary>
    public long NextWallClockPunctuation => _context.WallClockPunctuations.NextDue;

    /// <summary>The due time of the next delayed record, in Unix milliseconds; <see cref="long.MaxValue"/> if there is none.</summary>
    public long NextDueRecord
    {
        get
        {
            var next = long.MaxValue;
            foreach (var queue in _partitions.Queues)
            {
                next = Math.Min(next, queue.DueTime);
            }

            return next;
        }
    }

    /// <summary>Initializes the nodes, parents before children.</summary>
    public void Initialize()
    {
        Stores.Attach(_context);
        foreach (var node in _topology.Nodes)
        {
            node.Initialize(_context);
        }

        _context.Work.EndPunctuation();
    }

    /// <summary>Adds an input partition and restores its progress.</summary>
    /// <param name="committed">The committed offset and its metadata.</param>
    /// <param name="topic">The topic's current identity.</param>
    public void AddPartition(in OffsetCommit committed, in TopicIdentity topic = default)
    {
        var partition = committed.Partition;
        var source = _topology.FindSource(partition.Topic)
            ?? throw new InvalidOperationException($"Task {Id} has no source node for topic '{partition.Topic}'.");
        var queue = source.CreateQueue(partition, _context);
        queue.Restore(in committed, in topic);
        _partitions.Add(queue);
        _isScanning = !_context.BacklogScans.AreDone(_partitions.Queues);
    }

    /// <summary>Returns the queue of an input partition, or null.</summary>
    public RecordQueue? Find(TopicPartition partition) => _partitions.Find(partition);

    /// <summary>Removes an input partition and discards its records, buffered or in flight.</summary>
    public void RemovePartition(TopicPartition partition)
    {
        if (_partitions.Find(partition) is { } queue)
        {
            _partitions.Remove(queue);
            _context.Work.EndFollowers();
            _isScanning = !_context.BacklogScans.AreDone(_partitions.Queues);
        }
    }

    /// <summary>Called when the backlog of a partition has been scanned to its end.</summary>
    public void EndScan(RecordQueue queue)
    {
        queue.EndScan();
        _isScanning = !_context.BacklogScans.AreDone(_partitions.Queues);
    }

    /// <summary>Adds records to a queue, which owns the batch from now on.</summary>
    public void AddRecords(RecordQueue queue, RecordBatch batch)
    {
        var hadHead = queue.HasHead;
        queue.Add(batch);
        queue.IdleSince = -1;
        if (!hadHead)
        {
            _partitions.Offer(queue);
        }
    }

    /// <summary>Processes buffered records.</summary>
    /// <param name="maxRecords">The most records to process.</param>
    /// <returns>The number of records processed; 0 if none may be taken now.</returns>
    public int Process(int maxRecords)
    {
        var processed = 0;
        while (processed < maxRecords && CanTakeRecord() && _partitions.Take() is { } queue)
        {
            queue.DispatchHead();
            processed++;
            queue.Advance();
            _partitions.Offer(queue);
        }

        Metrics.Processed += processed;
        return processed;
    }

    /// <summary>Processes the results of handlers that have ended.</summary>
    /// <returns>True if there were any.</returns>
    public bool FinishHandlers() => _mailbox.Finish(int.MaxValue) > 0;

    /// <summary>Processes the results of handlers that have ended.</summary>
    /// <param name="most">The most handlers to finish.</param>
    /// <returns>The number finished.</returns>
    public int FinishHandlers(int most) => _mailbox.Finish(most);

    /// <summary>Starts no more handlers until <see cref="EndDrain"/>; running ones may end.</summary>
    public void BeginDrain() => _mailbox.BeginDrain();

    /// <summary>Starts the handlers that have been held back since <see cref="BeginDrain"/>.</summary>
    public void EndDrain() => _mailbox.EndDrain();

    /// <summary>Fires the stream-time punctuations that are due. Returns true if there were any.</summary>
    public bool PunctuateStreamTime()
    {
        if (_context.StreamTimePunctuations.NextDue > StreamTime)
        {
            return false;
        }

        var fired = _context.StreamTimePunctuations.Fire(StreamTime, _context);
        _context.Punctuated |= fired;
        return fired;
    }

    /// <summary>Fires the wall-clock punctuations that are due. Returns true if there were any.</summary>
    /// <param name="now">The current time in Unix milliseconds.</param>
    public bool PunctuateWallClock(long now)
    {
        if (_context.WallClockPunctuations.NextDue > now)
        {
            return false;
        }

        var fired = _context.WallClockPunctuations.Fire(now, _context);
        _context.Punctuated |= fired;
        return fired;
    }

    /// <summary>Adds the offsets to commit to a list.</summary>
    /// <returns>False if a partition was left out, because its done-set does not fit into commit metadata until more handlers have ended.</returns>
    public bool CollectOffsets(List<OffsetCommit> offsets)
    {
        var isComplete = true;
        foreach (var queue in _partitions.Queues)
        {
            if (!queue.HasProgress)
            {
                continue;
            }

            if (queue.TryCollect(out var commit))
            {
                offsets.Add(commit);
            }
            else
            {
                isComplete = false;
            }
        }

        return isComplete;
    }

    /// <summary>
    /// Sends what was written to state stores to the changelogs and downstream. Called before each commit, possibly more than once.
    /// </summary>
    /// <returns>
    /// False if records in flight have written to stores, so that nothing of the task can be committed yet: other records may have read those writes.
    /// </returns>
    public bool TryPrepareCommit()
    {
        if (Stores.All.Length == 0)
        {
            return true;
        }

        foreach (var queue in _partitions.Queues)
        {
            for (var work = queue.InFlight.First; work is not null; work = work.Next)
            {
                if (work.Writes.TouchesStores)
                {
                    return false;
                }
            }
        }

        _context.Input = _context.Work.Punctuation;
        Stores.Flush();
        _context.Work.EndPunctuation();
        return true;
    }

    /// <summary>Called when the collected offsets have been committed.</summary>
    public void OnCommitted()
    {
        Stores.OnCommitted();
        _context.Punctuated = false;
        _context.CommitRequested = false;
        Written.Clear();
        foreach (var queue in _partitions.Queues)
        {
            queue.OnCommitted();
        }
    }

    /// <summary>Cancels running handlers, returns all batches and closes the nodes. Results that arrive later are dropped.</summary>
    public void Dispose()
    {
        _mailbox.Dispose();
        _context.Work.Close();
        while (_partitions.Queues.Count > 0)
        {
            _partitions.Remove(_partitions.Queues[^1]);
        }

        foreach (var node in _topology.Nodes)
        {
            try
            {
                node.Close();
            }
            catch (Exception exception)
            {
                TaskLog.CloseFailed(_settings.Logger, exception, node.Name, Id);
            }
        }

        _producer.Unregister(_context.Collector);
    }

    private bool HasProgress()
    {
        foreach (var queue in _partitions.Queues)
        {
            if (queue.HasProgress)
            {
                return true;
            }
        }

        return false;
    }
}
