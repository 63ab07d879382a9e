using Commands.Streams.Benchmarks.Measuring;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.RocksDb;
using Commands.Streams.State;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>
/// Counts the records of 100,000 keys in a state store with a changelog: on ports in memory with each back end, and on a cluster if there is one. Int64 keys
/// and values; commits after each million records, or as the application does.
/// </summary>
internal static class CountScenario
{
    private const int Keys = 100_000;
    private const long CommitEvery = 1_000_000;
    private const string Counts = "counts";

    public static async Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        if (settings.BootstrapServers is { } servers)
        {
            await RunOnClusterAsync(servers, settings, cancellationToken);
            return;
        }

        for (var round = 0; round <= settings.Rounds; round++)
        {
            Print("memory", RunInMemory(settings.Records, isCached: true), settings.Records, round);
            Print("memory, uncached", RunInMemory(settings.Records, isCached: false), settings.Records, round);
            Print("rocksdb", RunOnDisk(settings.Records), settings.Records, round);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static Interval RunInMemory(long records, bool isCached)
    {
        using var pipeline = new InMemoryPipeline(Build<long>("in", Stores.InMemoryKeyValueStore(Counts), isCached), Keys);
        return Measure(pipeline, records);
    }

    private static Interval RunOnDisk(long records)
    {
        var directory = Directory.CreateTempSubdirectory("count-").FullName;
        try
        {
            using var engine = new RocksDbStoreEngine();
            using var pipeline = new InMemoryPipeline(
                Build<long>("in", Stores.PersistentKeyValueStore(Counts), isCached: true), Keys, open: store => engine.Open(store.Name, directory));
            return Measure(pipeline, records);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The first million records fill the store; what follows is measured.</summary>
    private static Interval Measure(InMemoryPipeline pipeline, long records)
    {
        pipeline.Run(CommitEvery, CommitEvery);
        var interval = new Interval(2);
        interval.Tick();
        pipeline.Run(records, CommitEvery);
        interval.Tick();
        return interval;
    }

    private static async Task RunOnClusterAsync(string servers, ScenarioSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = new Cluster(servers);
        var input = await cluster.MakeFilledTopicAsync("count", 2, settings.Records);
        for (var round = 0; round <= settings.Rounds; round++)
        {
            var interval = new Interval(settings.Records);
            var topology = Build<byte[]>(input, Stores.InMemoryKeyValueStore(Counts), isCached: true, interval);
            await OurApplication.RunAsync(servers, topology, interval, ProcessingGuarantee.AtLeastOnce, cancellationToken);
            Print("ours on a cluster", interval, settings.Records, round);
        }
    }

    private static Topology Build<TValue>(string topic, KeyValueStoreSupplier supplier, bool isCached, Interval? interval = null)
    {
        var store = Stores.KeyValueStoreBuilder<long, long>(supplier);
        var builder = new StreamsBuilder();
        builder.AddStateStore(isCached ? store.WithCachingEnabled() : store);
        builder.Stream<long, TValue>(topic).Process(() => new Counter<TValue>(interval), null, Counts);
        return builder.Build();
    }

    private static void Print(string variant, Interval interval, long records, int round)
    {
        // The first round warms the compiler up, for all.
        if (round > 0)
        {
            Result.PrintRate("count", variant, interval, records);
        }
    }

    private sealed class Counter<TValue>(Interval? interval) : ContextualProcessor<long, TValue, long, long>
    {
        private IKeyValueStore<long, long>? _counts;

        public override void Init(ProcessorContext<long, long> context)
        {
            base.Init(context);
            _counts = context.GetStateStore<IKeyValueStore<long, long>>(Counts);
        }

        public override void Process(in Record<long, TValue> record)
        {
            _counts!.Put(record.Key, _counts.TryGet(record.Key, out var count) ? count + 1 : 1);
            interval?.Tick();
        }
    }
}
