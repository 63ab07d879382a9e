using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Testing.Driving;

namespace Commands.Streams.Testing;

/// <summary>
/// Runs a topology without a cluster, threads or real time: pipe records in, advance the clock, read the output. One task of the real engine runs all
/// sub-topologies; every topic has one partition, so partitioning is not tested. It commits after each record. Used by one thread; dispose it.
/// </summary>
/// <remarks>
/// Asynchronous handlers run as far as they can before a call of the driver returns. A handler that waits for the driver's clock continues in
/// <see cref="AdvanceWallClock"/>; one that waits for anything else continues in <see cref="CompleteHandlers"/>. Continuations that capture the
/// context run inside the driver's calls; those with <c>ConfigureAwait(false)</c> may run on a pool thread.
/// </remarks>
public sealed partial class TopologyTestDriver : IDisposable
{
    private readonly Topology _topology;
    private readonly ManualTimeProvider _clock;
    private readonly DrivenTask _task;

    /// <summary>Starts a topology.</summary>
    /// <param name="topology">The topology. It can be started any number of times.</param>
    /// <param name="options">The options; the defaults if omitted.</param>
    /// <exception cref="Errors.TopologyException">The topology is invalid; the message lists every problem.</exception>
    public TopologyTestDriver(Topology topology, TopologyTestDriverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(topology);
        options ??= new TopologyTestDriverOptions();
        _topology = topology;
        _clock = options.TimeProvider ?? new ManualTimeProvider();
        topology.Graph.Freeze();
        _task = new DrivenTask(topology.Graph, options.ToTaskSettings(_clock), _clock);
    }

    /// <summary>The driver's wall clock. Move it only with <see cref="AdvanceWallClock"/>.</summary>
    public TimeProvider TimeProvider => _clock;

    /// <summary>The topics written so far, including internal ones, by their names in the cluster.</summary>
    public IReadOnlyCollection<string> ProducedTopicNames => [.. _task.Outputs.Names];

    /// <summary>The number of records dropped by operators or skipped by an exception handler.</summary>
    public long DroppedRecords => _task.DroppedRecords;

    /// <summary>The number of asynchronous handlers that have started and not completed.</summary>
    public int RunningHandlers => _task.RunningHandlers;

    /// <summary>The newest commit of each partition that was read, from which a restart would begin.</summary>
    public IReadOnlyDictionary<TopicPartition, OffsetCommit> CommittedOffsets => _task.Committed;

    /// <summary>Opens a topic for writing.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">A topic that the topology reads, by its name in the cluster.</param>
    /// <param name="keySerde">The serde of the keys; by default the one that the topology has registered for the type.</param>
    /// <param name="valueSerde">The serde of the values; by default the one that the topology has registered for the type.</param>
    /// <param name="start">The topic's time: the timestamp of the first record without its own. By default the current wall-clock time.</param>
    /// <param name="autoAdvance">
    /// How far the topic's time advances after each record without a timestamp. Not negative. By default it does not advance.
    /// </param>
    /// <exception cref="ArgumentException">The topology does not read the topic, or there is no serde for a type.</exception>
    public TestInputTopic<TKey, TValue> CreateInputTopic<TKey, TValue>(
        string name,
        ISerde<TKey>? keySerde = null,
        ISerde<TValue>? valueSerde = null,
        DateTimeOffset? start = null,
        TimeSpan autoAdvance = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (autoAdvance < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(autoAdvance), autoAdvance, $"The time of topic '{name}' cannot go back.");
        }

        _task.Inputs.ThrowIfUnknown(name, nameof(name));
        var serdes = new TopicSerdes<TKey, TValue>(name, _topology.Graph.Serdes, keySerde, valueSerde);
        return new TestInputTopic<TKey, TValue>(name, _task, serdes, start ?? _clock.GetUtcNow(), autoAdvance);
    }

    /// <summary>Opens a topic for reading: any that the topology writes, including internal ones.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The topic, by its name in the cluster. It may still be empty.</param>
    /// <param name="keySerde">The serde of the keys; by default the one that the topology has registered for the type.</param>
    /// <param name="valueSerde">The serde of the values; by default the one that the topology has registered for the type.</param>
    /// <exception cref="ArgumentException">There is no serde for a type.</exception>
    public TestOutputTopic<TKey, TValue> CreateOutputTopic<TKey, TValue>(
        string name, ISerde<TKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var serdes = new TopicSerdes<TKey, TValue>(name, _topology.Graph.Serdes, keySerde, valueSerde);
        return new TestOutputTopic<TKey, TValue>(name, _task.Outputs, serdes);
    }

    /// <summary>
    /// Advances the wall clock. Handlers that wait for it continue, each at the moment it waits for; then due wall-clock punctuations fire, once each
    /// however many intervals have passed; then all resulting work is done.
    /// </summary>
    /// <param name="duration">How far to advance; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    /// <exception cref="Errors.StreamsException">The topology failed.</exception>
    public void AdvanceWallClock(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "The driver's wall clock cannot go back.");
        }

        _task.AdvanceWallClock(duration);
    }

    /// <summary>
    /// Waits in real time until all asynchronous handlers have completed and all resulting work is done. For handlers that wait for something outside
    /// the driver: a signal from the test, or real I/O.
    /// </summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <exception cref="TimeoutException">Some handlers are still running.</exception>
    /// <exception cref="Errors.StreamsException">The topology failed.</exception>
    public void CompleteHandlers(TimeSpan timeout)
    {
        if (!_task.CompleteHandlers(timeout))
        {
            throw new TimeoutException(
                $"After {timeout} {RunningHandlers} handler(s) still run. If they wait for the driver's clock, call {nameof(AdvanceWallClock)}; " +
                "if they wait for a signal of the test, give it first.");
        }
    }

    /// <summary>Commits, cancels handlers that are still running, and closes the topology's processors. Output can still be read.</summary>
    public void Dispose() => _task.Dispose();
}
