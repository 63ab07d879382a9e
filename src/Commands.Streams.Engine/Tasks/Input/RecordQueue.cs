using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// The records of one input partition, in offset order. Only the head is read into its types, once; the rest stays bytes in the client's memory.
/// Also keeps how far the partition is done. Worker only.
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

    /// <summary>Whether there is a head.</summary>
    public bool HasHead { get; private set; }

    /// <summary>Whether the next record is here but has not become the head, because its serde is not ready to read it.</summary>
    public bool IsWaitingForSerde => _serdeReady is not null;

    /// <summary>When the next record becomes the head, in Unix milliseconds; <see cref="long.MaxValue"/> if none is waiting to be due.</summary>
    public long DueTime { get; protected set; } = long.MaxValue;

    /// <summary>Whether the task may always go on without a head here.</summary>
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

    /// <summary>The head as a record in flight, if a handler holds it.</summary>
    public InFlightRecord? HeldHead { get; private set; }

    /// <summary>What the head has written.</summary>
    public StagedWrites Writes => HeldHead?.Writes ?? _writes;

    /// <summary>The records that are here, head included.</summary>
    public int Buffered { get; private set; }

    /// <summary>The largest timestamp of any record taken from here; -1 before the first.</summary>
    public long PartitionTime => _progress.PartitionTime;

    /// <summary>The records whose handlers have not ended.</summary>
    public InFlightRecords InFlight => _progress.InFlight;

    /// <summary>The offset behind the newest record that was taken from here; <see cref="Offsets.Unknown"/> before the first.</summary>
    public long Next => _progress.Next;

    /// <summary>The offset up to which every record is done.</summary>
    public long DoneTo => InFlight.First?.Offset ?? Next;

    /// <summary>Whether something was done since the last commit.</summary>
    public bool HasProgress => _progress.HasChanged;

    /// <summary>The runs of offsets that were done when the partition came and have not been passed.</summary>
    public int RestoredRuns => _progress.RestoredRuns;

    /// <summary>Whether the memory of records in flight is so much that no more may be added.</summary>
    public bool IsHeavy => InFlight.Count > 0 && _memory.IsFull;

    /// <summary>The time, in Unix milliseconds, since which the queue is known to be empty with nothing left to fetch; -1 if it is not.</summary>
    public long IdleSince { get; set; } = -1;

    /// <summary>Whether the task may go on although this queue is empty; decided anew each turn.</summary>
    public bool MayBeEmpty { get; set; }

    /// <summary>Whether the records are only looked at: they are read again from <see cref="ScannedFrom"/> afterwards.</summary>
    public bool IsScanning { get; protected set; }

    /// <summary>The first offset that was scanned; <see cref="Offsets.Unknown"/> if there was none.</summary>
    public long ScannedFrom { get; private set; } = Offsets.Unknown;

    /// <summary>Shows records to the node that asked for those that are pending, and gives them back.</summary>
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

    /// <summary>The end was reached, and reading continues from where the scan began.</summary>
    public void EndScan() => IsScanning = false;

    /// <summary>Takes up what was committed for the partition.</summary>
    /// <param name="committed">The committed offset.</param>
    /// <param name="topic">The topic as it is now.</param>
    public void Restore(in OffsetCommit committed, in TopicIdentity topic) => _progress.Restore(in committed, in topic);

    /// <summary>How many records to take from the client, so that they do not take too much memory.</summary>
    /// <param name="most">At most so many.</param>
    public int Room(int most) => _memory.Room(_batch, Buffered, most);

    /// <summary>
    /// The client says where it will read on: what lies before that and was not handed out is no record, but the marker of a transaction for example. Once
    /// everything here is taken, it counts as done.
    /// </summary>
    public void PassOver(long position)
    {
        if (Buffered == 0 && position > _progress.Next)
        {
            _progress.MoveTo(position);
            _progress.HasChanged = true;
        }
    }

    /// <summary>Adds records after those that are here; from now on they belong to the queue.</summary>
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

    /// <summary>Takes up the record that waited to be due, or for its serde, if it need not wait any longer.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>Whether there is a head now that was none before.</returns>
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

    /// <summary>Hands the head to its source node.</summary>
    public void DispatchHead()
    {
        _progress.Take(Timestamp);
        HeldHead = null;
        Dispatch();
    }

    /// <summary>Goes on to the next record after the head was dispatched.</summary>
    public void Advance()
    {
        _progress.HasChanged |= Context.Work.EndHead(this);
        _progress.MoveTo(Offset + 1);
        HeldHead = null;
        LoadHead();
    }

    /// <summary>Makes the head a record in flight, because a handler for it does not end at once. Returns the same one for a second handler.</summary>
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

    /// <summary>A record in flight is done.</summary>
    public void Complete(InFlightRecord work)
    {
        InFlight.Remove(work);
        _progress.HasChanged = true;
        Release(work.SharedBatch);
        _writesPool.Push(work.Writes);
    }

    /// <summary>The largest size in commit metadata of the records done beyond the first record in flight; 0 if none is in flight.</summary>
    public int DoneSetLength => _progress.DoneSetLength;

    /// <summary>What is to be committed, if it can be said now.</summary>
    public bool TryCollect(out OffsetCommit commit) => _progress.TryCollect(HasHead ? Offset : null, out commit);

    public void OnCommitted() => _progress.OnCommitted();

    /// <summary>Gives back everything that is buffered; what is in flight is forgotten.</summary>
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

    /// <summary>The record at hand is at an offset.</summary>
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

    /// <summary>Reads a record and makes it the head.</summary>
    /// <returns>False if the record should be skipped, or read again once its serde is ready.</returns>
    protected abstract bool TryRead(RecordBatch batch, int index);

    /// <summary>What the record's serde waited for cannot be had: throws.</summary>
    protected abstract void FailSerde(Exception exception);

    /// <summary>The record must be read again once the task has ended.</summary>
    protected void AwaitSerde(Task ready) => _serdeReady = ready;

    protected abstract void Dispatch();

    /// <summary>Shows a pending record to the node that asked.</summary>
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

            _progress.HasChanged |= Context.Work.EndHead(this); // it may have become a dead letter
            _progress.MoveTo(Offset + 1);
            HeldHead = null;
        }

        MayBeEmpty = false;
        IdleSince = -1;
    }

    /// <summary>Looks at the offset alone: a record that is done must not fail, be dropped or become a dead letter a second time.</summary>
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

    /// <summary>Whether the record at hand is the one that waited for its serde.</summary>
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
