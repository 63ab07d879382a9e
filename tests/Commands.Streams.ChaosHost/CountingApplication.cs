using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.RocksDb;
using Commands.Streams.State;

namespace Commands.Streams.ChaosHost;

/// <summary>
/// Counts the records of each key in a state store, and writes each count to <c>TOPIC-counts</c>. Prints what is restored:
/// <c>restored PARTITION COUNT</c>.
/// </summary>
internal static class CountingApplication
{
    private const string Counts = "counts";

    public static StreamsOptions Configure(StreamsOptions options, string directory) => options with
    {
        StateDirectory = directory,
        PersistentStores = new RocksDbStoreEngine(),
        StateRestoreListener = new Printer(),
    };

    public static Topology Build(string topic, bool isPersistent)
    {
        var supplier = isPersistent ? Stores.PersistentKeyValueStore(Counts) : Stores.InMemoryKeyValueStore(Counts);
        var builder = new StreamsBuilder();
        builder.AddStateStore(Stores.KeyValueStoreBuilder<long, long>(supplier).WithCachingEnabled());
        builder.Stream(topic, Consumed.With(Serdes.Int64, Serdes.String))
            .Process(() => new Counter(), null, Counts)
            .To($"{topic}-counts");
        return builder.Build();
    }

    private sealed class Counter : ContextualProcessor<long, string, long, string>
    {
        private IKeyValueStore<long, long>? _counts;

        public override void Init(ProcessorContext<long, string> context)
        {
            base.Init(context);
            _counts = context.GetStateStore<IKeyValueStore<long, long>>(Counts);
        }

        public override void Process(in Record<long, string> record)
        {
            var count = _counts!.TryGet(record.Key, out var before) ? before + 1 : 1;
            _counts.Put(record.Key, count);
            Context.Forward(record.WithValue($"{record.Key}={count}"));
        }
    }

    private sealed class Printer : IStateRestoreListener
    {
        public void OnRestoreStart(TopicPartition changelog, string store, long startingOffset, long endingOffset)
        {
        }

        public void OnRestoreEnd(TopicPartition changelog, string store, long totalRestored) =>
            Console.WriteLine($"restored {changelog.Partition} {totalRestored}");
    }
}
