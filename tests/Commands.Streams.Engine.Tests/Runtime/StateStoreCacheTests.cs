using Commands.Streams.Clients;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime;

/// <summary>What is written to state stores and not committed is bounded: a worker commits early.</summary>
public sealed class StateStoreCacheTests
{
    [TestCase(0L, true)]
    [TestCase(1L << 20, false)]
    public void Worker_commits_early_if_uncommitted_writes_take_too_much(long bytes, bool commits)
    {
        using var worker = new SteppedWorker(Build, options => options with { StateStoreCacheBytes = bytes, CommitInterval = TimeSpan.FromHours(1) });
        worker.Cluster.CreateTopic("app-store-changelog", 2);

        worker.Write("in", 0, "a", "b");
        for (var turn = 0; turn < 100; turn++)
        {
            worker.Step();
        }

        worker.Committed("in", 0).Should().Be(commits ? 2 : Offsets.Unknown);
    }

    private static void Build(StreamsBuilder builder)
    {
        builder.AddStateStore(Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store")).WithCachingEnabled());
        builder.Stream<string, string>("in").Process(() => new Remembering(), null, "store").To("out");
    }

    private sealed class Remembering : ContextualProcessor<string, string, string, string>
    {
        private IKeyValueStore<string, string> _store = null!;

        public override void Init(ProcessorContext<string, string> context)
        {
            base.Init(context);
            _store = context.GetStateStore<IKeyValueStore<string, string>>("store");
        }

        public override void Process(in Record<string, string> record) => _store.Put(record.Key, record.Value);
    }
}
