using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Testing.Driving;

namespace Commands.Streams.Testing;

/// <summary>
/// Runs a topology without a cluster, thread or real time: pipe records in, advance the clock, read what comes out. One task of the real engine runs
/// all sub-topologies; every topic has one partition, so partitioning is not tested. It commits after each record. Used by one thread; dispose it.
/// </summary>
/// <remarks>
/// Asynchronous handlers run as far as they get before a call of the driver returns. One that waits for the driver's clock goes on in
/// <see cref="AdvanceWallClock"/>; one that waits for anything else goes on in <see cref="CompleteHandlers"/>. What handlers await with the
/// captured context goes on inside the driver's calls; what they await with <c>ConfigureAwait(false)</c> may go on in a thread of the pool.
/// </remarks>
public sealed partial class TopologyTestDriver : IDisposable
{
    private readonly Topology _topology;
    private readonly ManualTimeProvider _clock;
    private readonly DrivenTask _task;

    /// <summary>Starts a topology.</summary>
    /// <param name="topology">The topology. It can be started as often as one likes.</param>
    /// <param name="options">The options; the defaults of each where there are none.</param>
    /// <exception cref="Errors.TopologyException">The topology is not valid; the message names every problem.</exception>
    public TopologyTestDriver(Topology topology, TopologyTestDriverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(topology);
        options ??= new TopologyTestDriverOptions();
        _topology = topology;
        _clock = options.TimeProvider ?? new ManualTimeProvider();
        topology.Graph.Freeze();
        _task = new DrivenTask(topology.Graph, options.ToTaskSettings(_clock), _clock);
    }

    /// <summary>The driver's wall clock. Only <see cref="AdvanceWallClock"/> should move it.</summary>
    public TimeProvider TimeProvider => _clock;

    /// <summary>The topics that were written to so far, internal ones included, by their names in the cluster.</summary>
    public IReadOnlyCollection<string> ProducedTopicNames => [.. _task.Outputs.Names];

    /// <summary>How many records were dropped, by the rules of operators or because an exception handler said so.</summary>
    public long DroppedRecords => _task.DroppedRecords;

    /// <summary>How many asynchronous handlers have been started and have not ended.</summary>
    public int RunningHandlers => _task.RunningHandlers;

    /// <summary>What a restart would begin with, for each partition that was read from: the newest commit.</summary>
    public IReadOnlyDictionary<TopicPartition, OffsetCommit> CommittedOffsets => _task.Committed;

    /// <summary>Opens a topic to write to.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">A topic that the topology reads, by its name in the cluster.</param>
    /// <param name="keySerde">How keys are written; by default with the serde that the topology has registered for the type.</param>
    /// <param name="valueSerde">How values are written; by default with the serde that the topology has registered for the type.</param>
    /// <param name="start">The topic's time: what the first record without a timestamp gets. By default the wall clock's time now.</param>
    /// <param name="autoAdvance">How far the topic's time moves after each record without a timestamp. Not negative. By default not at all.</param>
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

    /// <summary>Opens a topic to read from: any that the topology writes, internal ones included.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="name">The topic, by its name in the cluster. Nothing need be written to it yet.</param>
    /// <param name="keySerde">How keys are read; by default with the serde that the topology has registered for the type.</param>
    /// <param name="valueSerde">How values are read; by default with the serde that the topology has registered for the type.</param>
    /// <exception cref="ArgumentException">There is no serde for a type.</exception>
    public TestOutputTopic<TKey, TValue> CreateOutputTopic<TKey, TValue>(
        string name, ISerde<TKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var serdes = new TopicSerdes<TKey, TValue>(name, _topology.Graph.Serdes, keySerde, valueSerde);
        return new TestOutputTopic<TKey, TValue>(name, _task.Outputs, serdes);
    }

    /// <summary>
    /// Moves the wall clock on. Handlers that wait for it go on, each at the moment it waits for; then the wall-clock punctuations that are due fire, once
    /// each however many intervals have passed; then everything that became possible is done.
    /// </summary>
    /// <param name="duration">How far; not negative.</param>
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
    /// Waits, in real time, until all asynchronous handlers have ended and everything after them is done. For handlers that wait for something
    /// outside: a signal that the test has given, or real I/O.
    /// </summary>
    /// <param name="timeout">How long at most.</param>
    /// <exception cref="TimeoutException">Some handlers still run.</exception>
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

    /// <summary>Commits, tells handlers that still run to end, and closes the topology's processors. What was written can still be read.</summary>
    public void Dispose() => _task.Dispose();
}
