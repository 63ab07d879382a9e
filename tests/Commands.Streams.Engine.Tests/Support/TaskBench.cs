using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.State.InMemory;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Output;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Support;

/// <summary>One task of a topology, all sub-topologies in it, on ports of the test's own, stepped by the test.</summary>
internal sealed class TaskBench : IDisposable
{
    private readonly List<TestBatch> _batches = [];
    private readonly SynchronizationContext? _contextOfTest = SynchronizationContext.Current;
    private readonly Topology _topology;
    private readonly TaskSettings _settings;

    public TaskBench(Topology topology, Func<TaskSettings, TaskSettings>? configure = null, bool isTransactional = false)
    {
        // As on a worker's thread. NUnit has a context of its own, by which ends of handlers would come back on other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        topology.Graph.Freeze();
        var settings = new TaskSettings { ApplicationId = "app", TimeProvider = Time, Logger = NullLogger.Instance, CancelsAtOnce = true };
        _topology = topology;
        _settings = configure?.Invoke(settings) ?? settings;
        WorkerProducer = new WorkerProducer(Producer, isTransactional);
        Task = AnotherTask();
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddDays(10));

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public TestProducer Producer { get; } = new();

    public WorkerProducer WorkerProducer { get; }

    public StreamTask Task { get; }

    /// <summary>A context of a task without nodes.</summary>
    public TaskContext Context => new(Task.Id, _settings, WorkerProducer, new CompletionMailbox(() => { }, source => source.Cancel()));

    public int WakeUps { get; private set; }

    public IReadOnlyList<TestBatch> Batches => _batches;

    /// <summary>Whether the client knows that nothing is left to fetch of a partition.</summary>
    public Func<TopicPartition, bool> IsAtEnd { get; set; } = _ => true;

    public static TopicPartition Partition(string topic) => new(topic, 0);

    /// <summary>A task of the same worker.</summary>
    public StreamTask AnotherTask()
    {
        var nodes = _topology.Graph.CreateTopology(_topology.Graph.SubTopologies, _topology.Graph.CreateNaming("app"));
        var stores = _topology.Graph.CreateStores(_topology.Graph.SubTopologies, static _ => new InMemoryBytesStore());
        var task = new StreamTask(new TaskId(0, 0), nodes, _settings, WorkerProducer, () => WakeUps++, stores);
        task.Initialize();
        return task;
    }

    public TaskBench Assign(string topic, long committed = Offsets.Unknown, string? metadata = null)
    {
        Task.AddPartition(new OffsetCommit(Partition(topic), committed, metadata));
        return this;
    }

    public RecordQueue Queue(string topic) => Task.Queues.Single(queue => queue.Topic == topic);

    public TestBatch Add(string topic, params IReadOnlyList<TestRecord> records)
    {
        var batch = new TestBatch(Partition(topic), records);
        _batches.Add(batch);
        Task.AddRecords(Queue(topic), batch);
        return batch;
    }

    /// <summary>Adds a record and works it off.</summary>
    public void Pipe(string topic, long offset, string? key, string? value, long timestamp = 0)
    {
        Add(topic, TestRecord.Text(offset, key, value, timestamp));
        Run();
    }

    /// <summary>Processes until there is nothing to do now.</summary>
    /// <param name="atMost">How many records; all by default.</param>
    /// <returns>How many records were processed.</returns>
    public int Run(int atMost = int.MaxValue)
    {
        var total = 0;
        int processed;
        do
        {
            Task.UpdateReadiness(IsAtEnd, Now);
            processed = Task.Process(atMost - total);
            Task.PunctuateStreamTime();
            total += processed;
        }
        while (processed > 0 | Task.FinishHandlers());

        return total;
    }

    /// <summary>What would be committed now; it counts as committed.</summary>
    public IReadOnlyList<OffsetCommit> Commit()
    {
        var offsets = new List<OffsetCommit>();
        Task.TryPrepareCommit().Should().BeTrue();
        Task.CollectOffsets(offsets);
        Task.OnCommitted();
        return offsets;
    }

    public void Dispose()
    {
        Task.Dispose();
        SynchronizationContext.SetSynchronizationContext(_contextOfTest);
    }
}
