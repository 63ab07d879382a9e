using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks;

/// <summary>
/// One sub-topology at work on one partition number: takes records in timestamp order through its nodes, one at a time, depth first. Knows nothing
/// of threads, groups or clusters: a worker, or a test, steps it. Worker only.
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

    public StreamTask(TaskId id, ProcessorTopology topology, TaskSettings settings, WorkerProducer producer, Action wake)
    {
        Id = id;
        _topology = topology;
        _settings = settings;
        _producer = producer;
        _mailbox = new CompletionMailbox(
            wake,
            settings.CancelsAtOnce
                ? source => HandlerCancellation.AtOnce(source, id, settings.Logger)
                : source => HandlerCancellation.Aside(source, id, settings.Logger));
        _context = new TaskContext(id, settings, producer, _mailbox);
        _partitions = _context.Partitions;
        _doneSets = new DoneSetGate(id, _partitions, settings.MetadataRoom, settings.Logger);
    }

    public TaskId Id { get; }

    public TaskMetrics Metrics => _context.Metrics;

    public List<RecordQueue> Queues => _partitions.Queues;

    public long StreamTime => _partitions.StreamTime;

    /// <summary>Handlers that were started and have not ended.</summary>
    public int RunningHandlers => _mailbox.Running;

    /// <summary>What the task is busy with.</summary>
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

    /// <summary>Whether a handler has ended and waits to be carried on with.</summary>
    public bool HasEndedHandlers => _mailbox.HasEnded;

    /// <summary>Whether records are here that may not be taken yet, because another input has none or is looked through first.</summary>
    public bool IsWaitingForInput => _isScanning || (_partitions.AnyHasHead && !AllHaveHeads());

    /// <summary>Whether records are buffered or in flight, or handlers run.</summary>
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

    /// <summary>Whether it has nothing in hand: no record, no handler, nothing to commit.</summary>
    public bool Rests => !HasUnfinishedRecords && !CommitNeeded;

    /// <summary>Whether a record is here that a serde is not ready for.</summary>
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

    /// <summary>Whether there is anything to commit: progress, or a punctuation's effects.</summary>
    public bool CommitNeeded => _context.Punctuated || _context.CommitRequested || HasProgress();

    /// <summary>Whether the next commit is about anything of this task: what it has done, or what it has written.</summary>
    public bool TakesPartInCommit => CommitNeeded || Written.Any;

    /// <summary>The partitions that it has written to since the last commit.</summary>
    public WrittenPartitions Written => _context.Collector.Written;

    /// <summary>Whether a node asked for a commit now.</summary>
    public bool CommitRequested => _context.CommitRequested;

    /// <summary>The due time of the next wall-clock punctuation, in Unix milliseconds; <see cref="long.MaxValue"/> if there is none.</summary>
    public long NextWallClockPunctuation => _context.WallClockPunctuations.NextDue;

    /// <summary>The due time of the next record that waits until it is due, in Unix milliseconds; <see cref="long.MaxValue"/> if there is none.</summary>
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

    /// <summary>Initializes the nodes, parents first.</summary>
    public void Initialize()
    {
        foreach (var node in _topology.Nodes)
        {
            node.Initialize(_context);
        }

        _context.Work.EndPunctuation();
    }

    /// <summary>Adds an input partition with what was committed for it.</summary>
    /// <param name="committed">The committed offset.</param>
    /// <param name="topic">The topic as it is now.</param>
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

    /// <summary>Finds the queue of an input partition.</summary>
    public RecordQueue? Find(TopicPartition partition) => _partitions.Find(partition);

    /// <summary>Takes an input partition away; what it has buffered or in flight is forgotten.</summary>
    public void RemovePartition(TopicPartition partition)
    {
        if (_partitions.Find(partition) is { } queue)
        {
            _partitions.Remove(queue);
            _context.Work.EndFollowers();
            _isScanning = !_context.BacklogScans.AreDone(_partitions.Queues);
        }
    }

    /// <summary>A partition was looked through.</summary>
    public void EndScan(RecordQueue queue)
    {
        queue.EndScan();
        _isScanning = !_context.BacklogScans.AreDone(_partitions.Queues);
    }

    /// <summary>Adds records; they belong to the task from now on.</summary>
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

    /// <summary>Processes records.</summary>
    /// <param name="maxRecords">At most so many.</param>
    /// <returns>The number of records; 0 if there is nothing to do now.</returns>
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

    /// <summary>Carries on with handlers that have ended.</summary>
    /// <returns>Whether there were any.</returns>
    public bool FinishHandlers() => _mailbox.Finish(int.MaxValue) > 0;

    /// <summary>Carries on with handlers that have ended.</summary>
    /// <param name="most">At most so many.</param>
    /// <returns>How many.</returns>
    public int FinishHandlers(int most) => _mailbox.Finish(most);

    /// <summary>Starts no more handlers until <see cref="EndDrain"/>; those that run may end.</summary>
    public void BeginDrain() => _mailbox.BeginDrain();

    /// <summary>Starts the handlers that waited meanwhile.</summary>
    public void EndDrain() => _mailbox.EndDrain();

    /// <summary>Fires what is due by stream time.</summary>
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

    /// <summary>Fires what is due by the wall clock.</summary>
    /// <param name="now">Unix milliseconds.</param>
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

    /// <summary>Adds the offsets to commit.</summary>
    /// <returns>False if those of a partition cannot be committed yet, because what is done beyond them does not fit into what the cluster takes.</returns>
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

    /// <summary>What was collected is committed.</summary>
    public void OnCommitted()
    {
        _context.Punctuated = false;
        _context.CommitRequested = false;
        Written.Clear();
        foreach (var queue in _partitions.Queues)
        {
            queue.OnCommitted();
        }
    }

    /// <summary>Closes the nodes, tells running handlers to end and gives all records back. What handlers still bring is dropped.</summary>
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
