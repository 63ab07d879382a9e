using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Testing;

namespace Commands.Streams.DocumentationTests.Snippets;

public class StateSnippets
{
    [Test]
    public void A_processor_counts()
    {
        // begin: state-connect
        var builder = new StreamsBuilder();
        builder.AddStateStore(Stores.KeyValueStoreBuilder<string, long>(Stores.InMemoryKeyValueStore("counts")));
        builder.Stream<string, string>("words").Process(() => new Counter(), stores: "counts").To("counted");
        // end: state-connect

        using var driver = new TopologyTestDriver(builder.Build());
        var words = driver.CreateInputTopic<string, string>("words");
        words.Pipe("b", "x");
        words.Pipe("a", "x");
        words.Pipe("b", "x");

        // begin: state-driver
        var counts = driver.GetKeyValueStore<string, long>("counts");
        counts.TryGet("b", out var count).Should().BeTrue();
        count.Should().Be(2);
        // end: state-driver

        // begin: state-range
        var found = counts.Range("a", "b").Select(entry => $"{entry.Key}={entry.Value}");
        found.Should().Equal("a=1", "b=2");
        // end: state-range
    }

    [Test]
    public void Stores_are_described_by_builders()
    {
        // begin: state-kinds
        var orders = Stores.KeyValueStoreBuilder<string, string>(Stores.PersistentKeyValueStore("orders"));
        var latest = Stores.TimestampedKeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("latest"));
        var perMinute = Stores.WindowStoreBuilder<string, long>(
            Stores.InMemoryWindowStore("per-minute", retention: TimeSpan.FromHours(1), windowSize: TimeSpan.FromMinutes(1)));
        var visits = Stores.SessionStoreBuilder<string, long>(Stores.InMemorySessionStore("visits", retention: TimeSpan.FromHours(1)));
        var prices = Stores.VersionedKeyValueStoreBuilder<string, double>(
            Stores.InMemoryVersionedKeyValueStore("prices", historyRetention: TimeSpan.FromDays(1)));
        // end: state-kinds

        StoreBuilder[] all = [orders, latest, perMinute, visits, prices];
        all.Select(store => store.Name).Should().Equal("orders", "latest", "per-minute", "visits", "prices");
    }

    [Test]
    public void Entries_expire()
    {
        // begin: state-ttl
        var seen = Stores.KeyValueStoreBuilder<string, string>(
            Stores.InMemoryKeyValueStore("seen").WithTimeToLive(TimeSpan.FromDays(1)));
        // end: state-ttl

        ((KeyValueStoreSupplier)seen.Supplier).TimeToLive.Should().Be(TimeSpan.FromDays(1));
    }

    // begin: state-processor
    private sealed class Counter : ContextualProcessor<string, string, string, long>
    {
        private IKeyValueStore<string, long> _counts = null!;

        public override void Init(ProcessorContext<string, long> context)
        {
            base.Init(context);
            _counts = context.GetStateStore<IKeyValueStore<string, long>>("counts");
        }

        public override void Process(in Record<string, string> record)
        {
            _counts.TryGet(record.Key, out var count);
            _counts.Put(record.Key, count + 1);
            Context.Forward(record.WithValue(count + 1));
        }
    }
    // end: state-processor
}
