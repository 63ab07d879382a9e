using Commands.Streams.Clients;
using Commands.Streams.Embedding;
using Commands.Streams.Graph;
using Commands.Streams.Records;
using Commands.Streams.State.InMemory;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Storing;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Driving;

/// <summary>
/// One real task that runs a whole topology, stepped until nothing more can happen: process one record, run punctuations, commit, then capture the
/// output and queue it again if the topology reads that topic. A failure ends it permanently. Driver's thread only.
/// </summary>
internal sealed class DrivenTask : IDisposable
{
    private static readonly long MaxUnixMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly CapturingProducer _producer = new();
    private readonly HandlerPump _pump = new();
    private readonly Dictionary<TopicPartition, OffsetCommit> _committed = [];
    private readonly List<OffsetCommit> _offsets = [];
    private readonly ManualTimeProvider _clock;
    private readonly EmbeddedTopology _topology;
    private readonly TaskStores _stores;
    private readonly DriverGate _gate;
    private bool _disposed;

    public DrivenTask(TopologyGraph graph, TaskSettings settings, ManualTimeProvider clock)
    {
        _clock = clock;
        _stores = graph.CreateStores(graph.SubTopologies, static _ => new InMemoryBytesStore());
        _topology = new EmbeddedTopology(
            graph, new TaskId(0, 0), settings, new WorkerProducer(_producer, isTransactional: false), _pump.Wake, _stores);
        Inputs = new InputTopics(graph, _topology.Naming, _topology.Task);
        _gate = new DriverGate(_pump, CaptureLast);
        _gate.Enter(() =>
        {
            _topology.Initialize();
            Settle();
        });
    }

    public InputTopics Inputs { get; }

    public OutputTopics Outputs { get; } = new();

    public IReadOnlyDictionary<TopicPartition, OffsetCommit> Committed => _committed;

    /// <summary>The state stores of the topology.</summary>
    public TaskStores Stores => _stores;

    public int RunningHandlers => _topology.RunningHandlers;

    /// <summary>Records dropped by operators or skipped by an exception handler.</summary>
    public long DroppedRecords => _topology.Task.Metrics.Dropped + _topology.Task.Metrics.Skipped;

    /// <summary>Queues a record and processes everything that can be processed.</summary>
    public void Pipe(string topic, InMemoryRecord record) => _gate.Enter(() =>
    {
        Inputs.Append(topic, record);
        Settle();
    });

    /// <summary>Advances the clock, timer by timer and due record by due record; wall-clock punctuations fire once, at the end.</summary>
    public void AdvanceWallClock(TimeSpan duration) => _gate.Enter(() =>
    {
        var target = _clock.GetUtcNow() + duration;
        while (NextDue() is { } due && due <= target)
        {
            _clock.MoveTo(due);
            Settle();
        }

        _clock.MoveTo(target);
        _topology.PunctuateWallClock();
        Settle();
    });

    /// <summary>Waits for handlers in real time.</summary>
    /// <returns>False if handlers are still running when the timeout elapses.</returns>
    public bool CompleteHandlers(TimeSpan timeout)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        do
        {
            _gate.Enter(Settle);
            if (_topology.RunningHandlers == 0 && !_topology.Task.IsWaitingForSerde)
            {
                return true;
            }
        }
        while (_pump.Wait(timeout - time.GetElapsedTime(start)));
        return false;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _gate.Close(() =>
        {
            if (!_gate.HasFailed)
            {
                Commit();
            }

            _topology.Dispose();
            _stores.Dispose();
            _pump.RunPosted();
        });
        _producer.Dispose();
    }

    private void Settle()
    {
        while (Turn())
        {
        }
    }

    private bool Turn()
    {
        var moved = FireTimers() | _pump.RunPosted();
        moved |= _topology.Step();
        if (_topology.CommitNeeded)
        {
            Commit();
        }

        return Capture() | moved;
    }

    /// <summary>Runs outside the pump's context: continuations without a captured context then run here at once, and not on a pool thread.</summary>
    private bool FireTimers()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return _clock.FireDue();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(_pump);
        }
    }

    /// <summary>The next timer, or the next record that waits until it is due.</summary>
    private DateTimeOffset? NextDue()
    {
        var timer = _clock.NextDue;
        if (_topology.Task.NextDueRecord is var milliseconds && milliseconds > MaxUnixMilliseconds)
        {
            return timer;
        }

        var record = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return timer < record ? timer : record;
    }

    private void Commit()
    {
        if (!_topology.Task.TryPrepareCommit())
        {
            return;
        }

        _offsets.Clear();
        _topology.CollectOffsets(_offsets);
        foreach (var offset in _offsets)
        {
            _committed[offset.Partition] = offset;
        }

        _topology.OnCommitted();
    }

    private bool Capture()
    {
        var queued = false;
        while (_producer.TryTake(out var sent))
        {
            Outputs.Add(sent.Topic, sent.Record);
            if (Inputs.Contains(sent.Topic))
            {
                Inputs.Append(sent.Topic, sent.Record);
                queued = true;
            }
        }

        return queued;
    }

    /// <summary>After a failure: records sent before it are in the log, as in a real cluster, but are not read again.</summary>
    private void CaptureLast()
    {
        while (_producer.TryTake(out var sent))
        {
            Outputs.Add(sent.Topic, sent.Record);
        }
    }
}
