using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Tasks.Storing;

/// <summary>How a task uses its state stores: what is written when, and what a commit waits for.</summary>
public sealed class TaskStoresTests
{
    private const string Changelog = "app-store-changelog";

    [Test]
    public void Each_write_goes_to_the_changelog_at_once()
    {
        using var bench = new TaskBench(Remember());
        bench.Assign("in");

        bench.Pipe("in", 0, "a", "1", timestamp: 5);
        bench.Pipe("in", 1, "a", "2", timestamp: 6);

        Logged(bench).Should().Equal("a=1@5", "a=2@6");
    }

    [Test]
    public void Cached_store_logs_the_last_write_of_a_key_with_the_commit()
    {
        using var bench = new TaskBench(Remember(cached: true));
        bench.Assign("in");
        bench.Pipe("in", 0, "a", "1", timestamp: 5);
        bench.Pipe("in", 1, "b", "1", timestamp: 6);
        bench.Pipe("in", 2, "a", "2", timestamp: 7);

        Logged(bench).Should().BeEmpty();
        bench.Commit();
        Logged(bench).Should().Equal("b=1@6", "a=2@7");
    }

    [Test]
    public void Store_without_a_changelog_writes_nothing()
    {
        using var bench = new TaskBench(Remember(logged: false));
        bench.Assign("in");

        bench.Pipe("in", 0, "a", "1");
        bench.Commit();

        Logged(bench).Should().BeEmpty();
        Read(bench, "a").Should().Be("1");
    }

    [Test]
    public void Tombstone_of_an_input_deletes_and_is_logged()
    {
        using var bench = new TaskBench(Remember());
        bench.Assign("in");

        bench.Pipe("in", 0, "a", "1", timestamp: 5);
        bench.Pipe("in", 1, "a", null, timestamp: 6);

        Logged(bench).Should().Equal("a=1@5", "a=null@6");
        Read(bench, "a").Should().BeNull();
    }

    [Test]
    public void Commit_waits_for_a_record_that_has_written_to_a_store_and_is_in_flight()
    {
        var ends = new TaskCompletionSource();
        var builder = new StreamsBuilder();
        builder.AddStateStore(Store(cached: true, logged: true));
        builder.Stream<string, string>("in")
            .Process(() => new Remembering(), null, "store")
            .MapValuesAsync(async (record, _) =>
            {
                await ends.Task;
                return record.Value;
            })
            .To("out");
        using var bench = new TaskBench(builder.Build());
        bench.Assign("in");
        bench.Pipe("in", 0, "a", "1");

        bench.Task.TryPrepareCommit().Should().BeFalse("its write would be committed, and the record be processed again");
        Logged(bench).Should().BeEmpty();

        ends.SetResult();
        bench.Run();
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(1);
        Logged(bench).Should().Equal("a=1@0");
    }

    [Test]
    public void Store_that_is_not_connected_is_refused_with_the_names_of_those_that_are()
    {
        var builder = new StreamsBuilder();
        builder.AddStateStore(Store(cached: false, logged: true));
        builder.Stream<string, string>("in").Process(() => new Remembering("other"), Named.As("node"), "store");

        FluentActions.Invoking(() => new TaskBench(builder.Build())).Should().Throw<ArgumentException>()
            .WithMessage("Node 'node'*'other'*not connected*'store'*");
    }

    [Test]
    public void Store_of_another_type_is_refused()
    {
        var builder = new StreamsBuilder();
        builder.AddStateStore(Stores.KeyValueStoreBuilder<string, long>(Stores.InMemoryKeyValueStore("store")));
        builder.Stream<string, string>("in").Process(() => new Remembering(), Named.As("node"), "store");

        FluentActions.Invoking(() => new TaskBench(builder.Build())).Should().Throw<ArgumentException>().WithMessage("Node 'node'*'store'*");
    }

    [Test]
    public void Entry_that_cannot_be_logged_fails_the_task_and_no_handler_is_asked()
    {
        var asked = 0;
        using var bench = new TaskBench(Remember(), settings => settings with
        {
            ProcessingExceptionHandler = (_, _) =>
            {
                asked++;
                return ExceptionResponse.Continue;
            },
        });
        bench.Assign("in");
        var refusal = new ClientException(ClientErrorKind.RecordRefused, "MSG_SIZE_TOO_LARGE", "Too large.");
        bench.Producer.Refuse = record => record.Topic == Changelog ? refusal : null;

        bench.Invoking(it => it.Pipe("in", 0, "a", "1")).Should().Throw<ProductionException>().WithMessage("*'store'*'app-store-changelog'*");
        asked.Should().Be(0);
    }

    private static Topology Remember(bool cached = false, bool logged = true)
    {
        var builder = new StreamsBuilder();
        builder.AddStateStore(Store(cached, logged));
        builder.Stream<string, string>("in").Process(() => new Remembering(), null, "store").To("out");
        return builder.Build();
    }

    private static StoreBuilder Store(bool cached, bool logged)
    {
        var store = Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store"));
        store = cached ? store.WithCachingEnabled() : store;
        return logged ? store : store.WithLoggingDisabled();
    }

    private static string? Read(TaskBench bench, string key) =>
        ((IKeyValueStore<string, string>)bench.Task.Stores.Find("store")!.Store).TryGet(key, out var value) ? value : null;

    private static IEnumerable<string> Logged(TaskBench bench) => bench.Producer.Sent.Where(record => record.Topic == Changelog).Select(record =>
        $"{Encoding.UTF8.GetString(record.Key!)}={(record.Value is null ? "null" : Encoding.UTF8.GetString(record.Value))}@{record.Timestamp}");

    private sealed class Remembering(string store = "store") : ContextualProcessor<string, string, string, string>
    {
        private IKeyValueStore<string, string> _store = null!;

        public override void Init(ProcessorContext<string, string> context)
        {
            base.Init(context);
            _store = context.GetStateStore<IKeyValueStore<string, string>>(store);
        }

        public override void Process(in Record<string, string> record)
        {
            _store.Put(record.Key, record.Value);
            Context.Forward(in record);
        }
    }
}
