using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Graph;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Embedding;

/// <summary>
/// Runs a whole topology as one task inside a loop that belongs to somebody else, such as another streaming engine or a test. The loop adds records, calls
/// <see cref="Step"/> until it returns <see langword="false"/>, and commits what <see cref="CollectOffsets"/> adds. What the topology writes goes to the
/// producer that it was given. Used by one thread; only asynchronous handlers run on others. After an exception, dispose it and create another one, which
/// starts from what was committed.
/// </summary>
public sealed class EmbeddedTopology : IDisposable
{
    private static readonly Func<TopicPartition, bool> AtEnd = static _ => true;

    private readonly TopologyGraph _graph;
    private readonly TopicNaming _naming;
    private readonly TimeProvider _time;
    private readonly TaskMetricsPublisher? _metrics;
    private bool _disposed;

    /// <summary>Creates the nodes of the topology. Call <see cref="Initialize"/> next.</summary>
    /// <param name="topology">The topology. All of its sub-topologies run in this one task.</param>
    /// <param name="options">
    /// What tasks need: the application's id, the clock, the log, the exception handlers, the timestamp extractor, the observer of dropped records and the
    /// longest wait for idle inputs. What is about workers, commits and clusters is the loop's matter and is not read.
    /// </param>
    /// <param name="id">Names the task in logs, metrics and errors.</param>
    /// <param name="producer">Where the topology's sinks write. It stays the caller's to dispose.</param>
    /// <param name="wake">Called on any thread when an asynchronous handler has ended, or a serde has become ready: call <see cref="Step"/> then.</param>
    /// <exception cref="TopologyException">
    /// The topology is not valid, or has state stores, which only a <see cref="StreamsApplication"/> restores; the message names every problem.
    /// </exception>
    public EmbeddedTopology(Topology topology, StreamsOptions options, TaskId id, IStreamProducer producer, Action wake)
        : this(
            Freeze(topology),
            id,
            RuntimeSettingsFactory.Create(options).Task,
            new WorkerProducer(producer, isTransactional: false),
            wake,
            TaskStores.None)
    {
        ArgumentNullException.ThrowIfNull(wake);
        _metrics = new TaskMetricsPublisher(Task.Metrics, options.ApplicationId, id.ToString());
    }

    internal EmbeddedTopology(TopologyGraph graph, TaskId id, TaskSettings settings, WorkerProducer producer, Action wake, TaskStores stores)
    {
        _graph = graph;
        _naming = graph.CreateNaming(settings.ApplicationId);
        _time = settings.TimeProvider;
        Task = new StreamTask(id, graph.CreateTopology(graph.SubTopologies, _naming), settings, producer, wake, stores);
    }

    /// <summary>The topics that the topology reads by name, as the cluster calls them.</summary>
    public IReadOnlyList<string> SourceTopics =>
        [.. _graph.SubTopologies.SelectMany(subTopology => subTopology.Sources).SelectMany(source => source.Topics).Select(_naming.InCluster).Distinct()];

    /// <summary>The number of asynchronous handlers that were started and have not ended.</summary>
    public int RunningHandlers => Task.RunningHandlers;

    /// <summary>Whether a record has been added whose effects are not complete: it waits, it is being handled, or what it writes waits for a serde.</summary>
    public bool HasUnfinishedRecords => Task.HasUnfinishedRecords;

    /// <summary>Whether there is anything to commit: finished records, or what a punctuation has written.</summary>
    public bool CommitNeeded => Task.CommitNeeded;

    internal StreamTask Task { get; }

    internal TopicNaming Naming => _naming;

    /// <summary>Initializes the topology's processors. Call it once, before anything else.</summary>
    public void Initialize() => Task.Initialize();

    /// <summary>Adds an input partition.</summary>
    /// <param name="committed">
    /// Where reading starts, with the metadata that were committed with it; <see cref="Offsets.Unknown"/> if nothing was.
    /// </param>
    /// <exception cref="InvalidOperationException">The topology does not read the topic.</exception>
    public void AddPartition(OffsetCommit committed) => Task.AddPartition(in committed);

    /// <summary>Adds records of a partition, in the order of their offsets. The batch belongs to the task from now on.</summary>
    /// <param name="batch">The records.</param>
    /// <exception cref="InvalidOperationException">The partition was not added.</exception>
    public void AddRecords(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var queue = Task.Find(batch.Partition)
            ?? throw new InvalidOperationException($"Partition {batch.Partition} is not one of this task's. Call {nameof(AddPartition)} first.");
        Task.AddRecords(queue, batch);
    }

    /// <summary>Continues with handlers that have ended, then processes one record, with the punctuations that its timestamp makes due.</summary>
    /// <returns><see langword="true"/> if there was anything to do; otherwise <see langword="false"/>, until more is added or <c>wake</c> is called.</returns>
    /// <exception cref="StreamsException">A record failed, and no exception handler said to go on.</exception>
    public bool Step()
    {
        var moved = Task.FinishHandlers();
        Task.UpdateReadiness(AtEnd, Now());
        if (Task.Process(1) == 0)
        {
            return moved;
        }

        Task.PunctuateStreamTime();
        return true;
    }

    /// <summary>Runs the wall-clock punctuations that are due.</summary>
    /// <returns><see langword="true"/> if there were any; otherwise <see langword="false"/>.</returns>
    public bool PunctuateWallClock() => Task.PunctuateWallClock(Now());

    /// <summary>
    /// Adds what may be committed now: for each partition with progress, the offset after the last record before which everything is finished, and metadata
    /// that name the finished records beyond it. Commit it once what was written is acknowledged, then call <see cref="OnCommitted"/>.
    /// </summary>
    /// <param name="offsets">Gets the offsets; what it holds already stays.</param>
    /// <returns><see langword="false"/> if a partition's metadata do not fit into what a cluster takes, so that it must be committed later.</returns>
    public bool CollectOffsets(List<OffsetCommit> offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        return Task.CollectOffsets(offsets);
    }

    /// <summary>Call it once what <see cref="CollectOffsets"/> has added is committed.</summary>
    public void OnCommitted()
    {
        Task.OnCommitted();
        _metrics?.Publish(Task.Gauges);
    }

    /// <summary>Tells running handlers to end, and closes the topology's processors. What handlers still return is dropped.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Task.Dispose();
        _metrics?.Publish(default);
    }

    private static TopologyGraph Freeze(Topology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        topology.Graph.Freeze();
        return topology.Graph.Stores.Count == 0
            ? topology.Graph
            : throw new TopologyException(
                $"The topology has the state stores {string.Join(", ", topology.Graph.Stores.Keys.Select(name => $"'{name}'"))}, which an embedded topology " +
                $"cannot restore. Run it with {nameof(StreamsApplication)}.");
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
