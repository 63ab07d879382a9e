using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Rebalancing;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Opens partitions that have been assigned, or whose tasks restart: asks for their committed offsets, positions the consumer there, and only then adds them to
/// their tasks. Works turn by turn, outside the client's callbacks, so that a cluster that does not answer delays nothing but these partitions. Worker only.
/// </summary>
internal sealed class TaskOpening(RuntimeSettings settings, WorkerTasks tasks, LostPositions lost, RecreatedTopics recreated, string worker)
{
    private static readonly TimeSpan CommittedTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StoresPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PositionPause = TimeSpan.FromMilliseconds(10);

    private readonly List<TopicPartition> _waiting = [];
    private readonly HashSet<TopicPartition> _moved = [];
    private readonly List<TopicPartition> _atEnd = [];
    private readonly FailureWindow _failures = new(settings.TaskTimeout, settings.TimeProvider);
    private long _pausedAt;
    private TimeSpan _pause;

    /// <summary>The time until there is something to do; null if no partition is to be opened.</summary>
    public TimeSpan? Wait => _waiting.Count + _atEnd.Count == 0 ? null : _pause - settings.TimeProvider.GetElapsedTime(_pausedAt);

    /// <summary>Requests that partitions are opened.</summary>
    /// <param name="partitions">The partitions to open.</param>
    /// <param name="wereRead">True if the consumer has already read past the committed offsets and must go back.</param>
    public void Add(IReadOnlyList<TopicPartition> partitions, bool wereRead)
    {
        foreach (var partition in partitions)
        {
            if (!_waiting.Contains(partition) && !_atEnd.Contains(partition))
            {
                _waiting.Add(partition);
            }
        }

        if (wereRead)
        {
            _moved.UnionWith(partitions);
        }
    }

    /// <summary>Opens nothing for a while.</summary>
    public void Pause(TimeSpan pause)
    {
        _pausedAt = settings.TimeProvider.GetTimestamp();
        _pause = pause;
    }

    /// <summary>Called when partitions have been revoked or lost.</summary>
    public void Remove(IReadOnlyList<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _waiting.Remove(partition);
            _moved.Remove(partition);
            _atEnd.Remove(partition);
        }
    }

    public void Clear()
    {
        _waiting.Clear();
        _moved.Clear();
        _atEnd.Clear();
        _pause = TimeSpan.Zero;
    }

    /// <summary>Opens the partitions that can be opened now.</summary>
    public void Advance(WorkerClients clients)
    {
        if (Wait is not { } wait || wait > TimeSpan.Zero)
        {
            return;
        }

        try
        {
            if (_waiting.Count > 0)
            {
                Open(clients);
            }

            if (_atEnd.Count > 0)
            {
                OpenAtEnd(clients);
            }

            _failures.Succeeded();
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable && _failures.Failed() is { } pause)
        {
            WorkerLog.ClusterDelayed(settings.Logger, worker, exception.Message);
            Pause(pause);
        }
        catch (ClientException exception) when (exception.Kind != ClientErrorKind.Fatal)
        {
            throw new TaskMigratedException($"Partitions could not be started: {exception.Message}", exception);
        }
    }

    private void Open(WorkerClients clients)
    {
        recreated.Learn(clients.Consumer, _waiting);
        var committed = lost.Correct(recreated.Correct(clients.Consumer, clients.Consumer.Committed(_waiting, CommittedTimeout)));
        var ready = new List<OffsetCommit>(committed.Count);
        foreach (var offset in committed)
        {
            var partition = offset.Partition;
            var isVoid = offset.Offset == Offsets.Beginning;
            if (offset.Offset < 0)
            {
                clients.Consumer.Seek(partition, isVoid ? Offsets.Beginning : StartOf(partition));
            }
            else if (_moved.Contains(partition))
            {
                clients.Consumer.Seek(partition, offset.Offset);
            }

            if (offset.Offset >= 0 || isVoid || tasks.ResetOf(partition) == OffsetReset.Earliest)
            {
                ready.Add(offset);
            }
        }

        _atEnd.AddRange(_waiting.Where(partition => !ready.Exists(offset => offset.Partition == partition)));
        _waiting.Clear();
        _moved.Clear();
        OpenTasks(ready, clients.Producer);

        // The member that committed these offsets may be gone without having purged the records before them.
        settings.Committed.Add(ready);
    }

    /// <summary>
    /// Opens partitions that start at the end of their log. The start is committed before anything is read: otherwise a restart would begin at a later end, and
    /// the records in between would be lost.
    /// </summary>
    private void OpenAtEnd(WorkerClients clients)
    {
        List<OffsetCommit> known = [.. _atEnd
            .Select(partition => StartAt(partition, PositionAtEnd(clients.Consumer, partition)))
            .Where(start => start.Offset >= 0)];
        if (known.Count == 0)
        {
            Pause(PositionPause);
            return;
        }

        if (!TryCommit(clients.Consumer, known))
        {
            return;
        }

        foreach (var start in known)
        {
            _atEnd.Remove(start.Partition);
        }

        OpenTasks(known, clients.Producer);
    }

    private void OpenTasks(List<OffsetCommit> committed, WorkerProducer producer)
    {
        foreach (var offset in committed)
        {
            if (!tasks.TryOpen(in offset, producer))
            {
                // It is committed now, if it was not before, so it is opened like any other.
                _waiting.Add(offset.Partition);
                Pause(StoresPause);
            }
        }
    }

    private OffsetCommit StartAt(TopicPartition partition, long offset) => new(
        partition,
        offset,
        CommitMetadata.Encode(settings.Topics.IdentityOf(partition.Topic), CommitMetadata.UnknownTime, offset, settings.Task.MetadataRoom.Bytes));

    /// <returns>False if the cluster accepts less metadata with an offset. The next attempt sends less.</returns>
    private bool TryCommit(IStreamConsumer consumer, List<OffsetCommit> starts)
    {
        try
        {
            consumer.Commit(starts);
            return true;
        }
        catch (ClientException exception)
            when (exception.Code == ClientErrorCodes.MetadataTooLarge && settings.Task.MetadataRoom.TryShrink(starts.Max(start => start.Metadata!.Length)))
        {
            return false;
        }
    }

    /// <summary>
    /// Returns the position after a seek to the end. It is known once the consumer has found the end, or from the first record after it, which is then read
    /// again.
    /// </summary>
    private static long PositionAtEnd(IStreamConsumer consumer, TopicPartition partition)
    {
        if (consumer.Position(partition) < 0)
        {
            using var batch = consumer.Take(partition, maxRecords: 1);
            if (batch is not null)
            {
                batch.Read(0, out var first);
                consumer.Seek(partition, first.Offset);
            }
        }

        return consumer.Position(partition);
    }

    private long StartOf(TopicPartition partition) => tasks.ResetOf(partition) switch
    {
        OffsetReset.Earliest => Offsets.Beginning,
        OffsetReset.Latest => Offsets.End,
        _ =>
            throw new StreamsException(
                $"Partition {partition} has no committed offset, and its offset reset is None. Commit one for the group, or choose another reset."),
    };
}
