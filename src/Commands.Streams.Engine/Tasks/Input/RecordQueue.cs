using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// The records of one input partition, in offset order, and the partition's progress. Only the head is deserialized, once; all other records remain bytes in
/// the client's memory. Worker only.
/// </summary>
internal abstract class RecordQueue(TopicPartition topicPartition, SourceNode source, TaskContext context) : IInputRecord, IInFlightOwner
{
    private readonly Queue<SharedBatch> _batches = new();
    private readonly Stack<SharedBatch> _pool = new();
    private readonly Stack<StagedWrites> _writesPool = new();
    private StagedWrites _writes = new();
    private SharedBatch? _batch;
    private readonly QueueProgress _progress = new(topicPartition, context.MetadataRoom);
    private readonly QueueMemory _memory = new();
    private long _scannedTo;
    private Task? _serdeReady;

    public TopicPartition TopicPartition { get; } = topicPartition;

    public SourceNode Source { get; } = source;

    protected TaskContext Context { get; } = context;

    public string? Topic => TopicPartition.Topic;

    public int Partition => TopicPartition.Partition;

    /// <summary>True if there is a head.</summary>
    public bool HasHead { get; private set; }

    /// <summary>True if the next record is buffered but cannot become the head until its serde is ready.</summary>
    public bool IsWaitingForSerde => _serdeReady is not null;

    /// <summary>
    /// The time when the next record becomes the head, in Unix milliseconds; <see cref="long.MaxValue"/> if no record is waiting for its due time.
    /// </summary>
    public long DueTime { get; protected set; } = long.MaxValue;

    /// <summary>True if the task never waits for a head of this queue.</summary>
    public bool IsDelayed => Source.IsDelayed;

    private bool IsWaitingToBeDue => DueTime != long.MaxValue;

    /// <summary>The head's offset.</summary>
    public long Offset { get; protected set; }

    /// <summary>The head's timestamp, as extracted.</summary>
    public long Timestamp { get; protected set; }

    /// <summary>The head's headers.</summary>
    public Headers Headers { get; protected set; } = Headers.Empty;

    public RecordBatch? Batch => _batch?.Batch;

    public int BatchIndex { get; private set; }

    /// <summary>The head as a record in flight, if something holds it; otherwise null.</summary>
    public InFlightRecord? HeldHead { get; private set; }

    /// <summary>The writes made while the head was processed.</summary>
    public StagedWrites Writes => HeldHead?.Writes ?? _writes;

    /// <summary>The number of buffered records, including the head.</summary>
    public int Buffered { get; private set; }

    /// <summary>The largest timestamp of any record taken from here; -1 before the first.</summary>
    public long PartitionTime => _progress.PartitionTime;

    /// <summary>The records that are not done yet, in offset order.</summary>
    public InFlightRecords InFlight => _progress.InFlight;

    /// <summary>The offset after the newest record taken; <see cref="Offsets.Unknown"/> before the first.</summary>
    public long Next => _progress.Next;

    /// <summary>The offset before which every record is done.</summary>
    public long DoneTo => InFlight.First?.Offset ?? Next;

    /// <summary>True if any record has been done since the last commit.</summary>
    public bool HasProgress => _progress.HasChanged;

    /// <summary>The number of runs in the restored done-set that have not been passed yet.</summary>
    public int RestoredRuns => _progress.RestoredRuns;

    /// <summary>True if records in flight take so much memory that no more may be taken.</summary>
    public bool IsHeavy => InFlight.Count > 0 && _memory.IsFull;

    /// <summary>The time, in Unix milliseconds, since when the queue is known to be empty with nothing left to fetch; -1 if it is not.</summary>
    public long IdleSince { get; set; } = -1;

    /// <summary>True if the task may continue while this queue is empty. Decided once per turn.</summary>
    public bool MayBeEmpty { get; set; }

    /// <summary>True while records are only shown to a node; they are read again from <see cref="ScannedFrom"/> afterwards.</summary>
    public bool IsScanning { get; protected set; }

    /// <summary>The first scanned offset; <see cref="Offsets.Unknown"/> if nothing was scanned.</summary>
    public long ScannedFrom { get; private set; } = Offsets.Unknown;

    /// <summary>Shows the pending records of a batch to the node that asked for them, and returns the batch.</summary>
    public void Scan(RecordBatch batch)
    {
        using (batch)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                batch.Read(i, out var raw);
                if (ScannedFrom < 0)
                {
                    ScannedFrom = raw.Offset;
                }

                if (raw.Offset >= _scannedTo && _progress.IsPending(raw.Offset))
                {
                    Show(batch, i);
                }

                _scannedTo = Math.Max(_scannedTo, raw.Offset + 1);
            }
        }
    }

    /// <summary>Called when the scan has reached its end. Reading continues where the scan began.</summary>
    public void EndScan() => IsScanning = false;

    /// <summary>Restores the committed progress.</summary>
    /// <param name="committed">The committed offset and its metadata.</param>
    /// <param name="topic">The topic's current identity.</param>
    public void Restore(in OffsetCommit committed, in TopicIdentity topic) => _progress.Restore(in committed, in topic);

    /// <summary>The number of records that may be fetched from the client without taking too much memory.</summary>
    /// <param name="most">The most records to fetch.</param>
    public int Room(int most) => _memory.Room(_batch, Buffered, most);

    /// <summary>
    /// Called with the client's position. Offsets before it that were not handed out hold no records but, for example, transaction markers. They count as done
    /// once every buffered record has been taken.
    /// </summary>
    public void PassOver(long position)
    {
        if (Buffered == 0 && position > _progress.Next)
        {
            _progress.MoveTo(position);
            _progress.HasChanged = true;
        }
    }

    /// <summary>Adds records behind the buffered ones. The queue owns the batch from now on.</summary>
    public void Add(RecordBatch batch)
    {
        var shared = _pool.Count > 0 ? _pool.Pop() : new SharedBatch();
        shared.Attach(batch);
        _batches.Enqueue(shared);
        Buffered += batch.Count;
        if (!HasHead && !IsWaitingForSerde && !IsWaitingToBeDue)
        {
            LoadHead();
        }
    }

    /// <summary>Makes the waiting record the head, if it is due or its serde is ready.</summary>
    /// <param name="now">The current time in Unix milliseconds.</param>
    /// <returns>True if a record has become the head.</returns>
    public bool TryResume(long now)
    {
        if (DueTime <= now)
        {
            DueTime = long.MaxValue;
            return HasHead = true;
        }

        if (_serdeReady is not { IsCompleted: true } ready)
        {
            return false;
        }

        if (!ready.IsCompletedSuccessfully)
        {
            FailSerde(ready.Exception?.InnerException ?? new TaskCanceledException(ready));
        }

        LoadHead();
        return HasHead;
    }

    /// <summary>Passes the head to its source node.</summary>
    public void DispatchHead()
    {
        _progress.Take(Timestamp);
        HeldHead = null;
        _writes.TouchesStores = false;
        Dispatch();
    }

    /// <summary>Moves on to the next record after the head has been dispatched.</summary>
    public void Advance()
    {
        _progress.HasChanged |= Context.Work.EndHead(this);
        _progress.MoveTo(Offset + 1);
        HeldHead = null;
        LoadHead();
    }

    /// <summary>
    /// Turns the head into a record in flight, because something it started ends later. Further calls for the same head return the same object.
    /// </summary>
    public InFlightRecord HoldHead()
    {
        if (HeldHead is null)
        {
            var batch = _batch ?? throw new InvalidOperationException("The queue has no head to hold.");
            batch.Hold();
            HeldHead = new InFlightRecord(this, batch, _writes);
            _writes = _writesPool.Count > 0 ? _writesPool.Pop() : new StagedWrites();
            InFlight.Add(HeldHead);
        }

        return HeldHead;
    }

    /// <summary>Called when a record in flight is done.</summary>
    public void Complete(InFlightRecord work)
    {
        InFlight.Remove(work);
        _progress.HasChanged = true;
        Release(work.SharedBatch);
        _writesPool.Push(work.Writes);
    }

    /// <summary>The most bytes that the done-set may take in commit metadata; 0 if nothing is in flight.</summary>
    public int DoneSetLength => _progress.DoneSetLength;

    /// <summary>Returns the offset to commit. False if its done-set does not fit into commit metadata.</summary>
    public bool TryCollect(out OffsetCommit commit) => _progress.TryCollect(HasHead ? Offset : null, out commit);

    public void OnCommitted() => _progress.OnCommitted();

    /// <summary>Returns all buffered batches and discards the records in flight.</summary>
    public void Close()
    {
        HasHead = false;
        _serdeReady = null;
        DueTime = long.MaxValue;
        Buffered = 0;
        if (_batch is not null)
        {
            Release(_batch);
            _batch = null;
        }

        while (_batches.TryDequeue(out var batch))
        {
            Release(batch);
        }

        CloseInFlight();
    }

    /// <summary>Called when a record is read, before anything else is done with it.</summary>
    protected void Arrive(in RawRecord record)
    {
        if (record.Offset < _progress.Next)
        {
            TaskLog.StartsAnew(Context.Logger, Context.TaskId, TopicPartition, _progress.Next, record.Offset);
            CloseInFlight();
            _progress.StartAnew(record.Offset);
            Context.Work.EndFollowers();
        }

        Offset = record.Offset;
        _memory.Add(_batch!, record.Key.Length + record.Value.Length);
    }

    /// <summary>Deserializes a record to make it the head.</summary>
    /// <returns>False if the record is to be skipped, or read again once its serde is ready.</returns>
    protected abstract bool TryRead(RecordBatch batch, int index);

    /// <summary>Throws, because the serde will not become ready.</summary>
    protected abstract void FailSerde(Exception exception);

    /// <summary>Waits for the task, after which the record is read again.</summary>
    protected void AwaitSerde(Task ready) => _serdeReady = ready;

    protected abstract void Dispatch();

    /// <summary>Shows a pending record to the node that asked for them.</summary>
    protected abstract void Show(RecordBatch batch, int index);

    private void LoadHead()
    {
        HasHead = false;
        while (StayForSerde() || MoveToNextRecord())
        {
            if (!IsDoneAlready(_batch!.Batch, BatchIndex) && TryRead(_batch.Batch, BatchIndex))
            {
                HasHead = !IsWaitingToBeDue;
                return;
            }

            if (IsWaitingForSerde)
            {
                return;
            }

            _progress.HasChanged |= Context.Work.EndHead(this); // sends the dead letter, if one was staged
            _progress.MoveTo(Offset + 1);
            HeldHead = null;
        }

        MayBeEmpty = false;
        IdleSince = -1;
    }

    /// <summary>
    /// Checks the offset before the record is deserialized: a record that is done must not fail, be dropped or become a dead letter a second time.
    /// </summary>
    private bool IsDoneAlready(RecordBatch batch, int index)
    {
        if (_progress.RestoredRuns == 0)
        {
            return false;
        }

        batch.Read(index, out var raw);
        Arrive(in raw);
        return _progress.IsDone(raw.Offset);
    }

    /// <summary>True if the current record is the one that waited for its serde.</summary>
    private bool StayForSerde()
    {
        var waited = IsWaitingForSerde;
        _serdeReady = null;
        return waited;
    }

    private bool MoveToNextRecord()
    {
        if (_batch is not null)
        {
            Buffered--;
            if (++BatchIndex < _batch.Batch.Count)
            {
                return true;
            }

            Release(_batch);
            _batch = null;
        }

        BatchIndex = 0;
        return _batches.TryDequeue(out _batch);
    }

    private void Release(SharedBatch batch)
    {
        if (batch.Release())
        {
            _memory.Remove(batch);
            _pool.Push(batch);
        }
    }

    private void CloseInFlight()
    {
        for (var work = InFlight.First; work is not null; work = InFlight.First)
        {
            InFlight.Remove(work);
            Context.Work.Close(work);
            Release(work.SharedBatch);
        }
    }
}
