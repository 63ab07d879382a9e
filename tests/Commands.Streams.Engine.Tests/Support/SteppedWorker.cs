using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Runtime;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Support;

/// <summary>A whole worker on a cluster in memory, stepped by the test, whose producers fail when the test says so.</summary>
internal sealed class SteppedWorker : IDisposable
{
    private readonly SynchronizationContext? _contextOfTest = SynchronizationContext.Current;
    private readonly StreamWorker _worker;
    private readonly IStreamsClient _client;
    private readonly Func<SteppedWorker> _another;

    public SteppedWorker(
        Action<StreamsBuilder> build, Func<StreamsOptions, StreamsOptions>? configure = null, int partitions = 2, int offsetMetadataMaxBytes = 4_096)
        : this(build, configure, new ManualTimeProvider(), new RecordedLog(), time => new SimulatedCluster(
            new SimulatedClusterOptions { TimeProvider = time, OffsetMetadataMaxBytes = offsetMetadataMaxBytes }))
    {
        Cluster.CreateTopic("in", partitions);
        Cluster.CreateTopic("out", partitions);
    }

    private SteppedWorker(
        Action<StreamsBuilder> build,
        Func<StreamsOptions, StreamsOptions>? configure,
        ManualTimeProvider time,
        RecordedLog log,
        Func<ManualTimeProvider, SimulatedCluster> createCluster)
    {
        // As on a worker's thread. NUnit has a context of its own, by which ends of handlers would come back on other threads.
        SynchronizationContext.SetSynchronizationContext(null);
        (Time, Log, Cluster) = (time, log, createCluster(time));
        _client = Cluster.CreateClient();
        Faults = new ProducerFaults(_client) { Time = Time };
        var builder = new StreamsBuilder();
        build(builder);
        var topology = builder.Build();
        topology.Graph.Freeze();
        var options = new StreamsOptions { ApplicationId = "app", TimeProvider = Time, LoggerFactory = Log, CommitInterval = TimeSpan.FromMilliseconds(100) };
        Settings = RuntimeSettingsFactory.Create(configure?.Invoke(options) ?? options);
        Settings = Settings with { Task = Settings.Task with { CancelsAtOnce = true } };
        _worker = new StreamWorker(0, Settings, topology.Graph, topology.Graph.CreateNaming("app"), Faults, static () => { }, Wait);
        _another = () => new SteppedWorker(build, configure, time, log, _ => Cluster);
    }

    /// <summary>Called each time the worker waits for handlers that are to end.</summary>
    public Action? Waiting { get; set; }

    public RuntimeSettings Settings { get; }

    public ManualTimeProvider Time { get; }

    public SimulatedCluster Cluster { get; }

    public ProducerFaults Faults { get; }

    public RecordedLog Log { get; }

    /// <summary>Another instance of the application, on the same cluster.</summary>
    public SteppedWorker Another() => _another();

    /// <summary>Takes turns until a condition holds, for a minute of the test's time at most.</summary>
    public void RunUntil(Func<bool> condition, string what)
    {
        for (var turn = 0; turn < 6000 && !condition(); turn++)
        {
            Step();
        }

        condition().Should().BeTrue($"{what}; the log says: {string.Join(Environment.NewLine, Log.Lines)}");
    }

    /// <summary>Takes one turn, and lets the time until the next one pass.</summary>
    public void Step()
    {
        var wait = _worker.Step();
        Time.Advance(wait > TimeSpan.FromMilliseconds(10) ? wait : TimeSpan.FromMilliseconds(10));
    }

    /// <summary>Takes one turn, as a worker does that is woken before its wait is over.</summary>
    public void Wake() => _worker.Step();

    /// <summary>The worker is asked to stop.</summary>
    public void EndTurns() => _worker.EndTurns();

    public void Write(string topic, int partition, params string[] values)
    {
        using var producer = _client.CreateProducer(new ProducerSettings { ClientId = "test" });
        foreach (var value in values)
        {
            var record = new ProduceRecord
            {
                Key = "k"u8,
                HasKey = true,
                Value = System.Text.Encoding.UTF8.GetBytes(value),
                HasValue = true,
                Partition = partition,
                Timestamp = 1,
            };
            producer.GetTopic(topic).TrySend(in record, 0).Should().BeTrue();
        }

        producer.Flush(TimeSpan.FromSeconds(1)).Should().BeTrue();
    }

    public long Committed(string topic, int partition) =>
        Cluster.GetCommittedOffsets("app").TryGetValue(new TopicPartition(topic, partition), out var commit) ? commit.Offset : Offsets.Unknown;

    /// <summary>What a reader of committed records finds.</summary>
    public IReadOnlyList<string> Read(string topic)
    {
        using var consumer = _client.CreateConsumer(
            new ConsumerSettings { GroupId = $"reader-{Guid.NewGuid()}", ClientId = "reader", ReadCommitted = true, Wake = static () => { } });
        var listener = new Reader();
        consumer.Subscribe(new TopicSubscription([topic], []), listener);
        var values = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            consumer.Poll();
            foreach (var partition in listener.Partitions)
            {
                using var batch = consumer.Take(partition, 1000);
                for (var i = 0; i < (batch?.Count ?? 0); i++)
                {
                    batch!.Read(i, out var raw);
                    values.Add(System.Text.Encoding.UTF8.GetString(raw.Value));
                }
            }

            Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        consumer.Close();
        return values;
    }

    public StreamWorker Worker => _worker;

    public IReadOnlyList<TopicPartition> BlockedOutputs => _worker.BlockedOutputs;

    public void Stop() => _worker.Stop();

    public void Dispose()
    {
        _worker.Abandon();
        SynchronizationContext.SetSynchronizationContext(_contextOfTest);
    }

    private void Wait(TimeSpan timeout)
    {
        Waiting?.Invoke();
        Time.Advance(timeout);
    }

    private sealed class Reader : IRebalanceListener
    {
        public List<TopicPartition> Partitions { get; } = [];

        public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions) => Partitions.AddRange(partitions);

        public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions) => Partitions.Clear();

        public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions) => Partitions.Clear();

        public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd)
        {
        }
    }
}
