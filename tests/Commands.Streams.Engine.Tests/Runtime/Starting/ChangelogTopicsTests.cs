using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Starting;
using Commands.Streams.State;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Starting;

public sealed class ChangelogTopicsTests
{
    [Test]
    public async Task Changelog_has_a_partition_for_each_task_and_is_compacted()
    {
        var admin = new FakeAdmin();

        (await MakeAsync(admin, 6, Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store")))).Should().BeEmpty();

        var created = admin.Created.Should().ContainSingle().Subject;
        created.Name.Should().Be("app-store-changelog");
        created.Partitions.Should().Be(6);
        created.Configuration["cleanup.policy"].Should().Be("compact");
        created.Configuration["message.timestamp.type"].Should().Be("CreateTime");
    }

    [Test]
    public async Task Changelog_of_windows_is_deleted_a_day_after_the_store_forgets_them()
    {
        var admin = new FakeAdmin();
        var supplier = Stores.InMemoryWindowStore("windows", TimeSpan.FromHours(2), TimeSpan.FromMinutes(1));

        await MakeAsync(admin, 1, Stores.WindowStoreBuilder<string, string>(supplier));

        admin.Created[0].Configuration["cleanup.policy"].Should().Be("compact,delete");
        admin.Created[0].Configuration["retention.ms"].Should().Be(((26L * 60) * 60_000).ToString());
    }

    [Test]
    public async Task Settings_of_the_store_go_before_those_of_the_library()
    {
        var admin = new FakeAdmin();
        var store = Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store"))
            .WithLoggingEnabled(new Dictionary<string, string> { ["cleanup.policy"] = "compact,delete", ["segment.ms"] = "1000" });

        await MakeAsync(admin, 1, store);

        admin.Created[0].Configuration.Should().Contain("cleanup.policy", "compact,delete").And.Contain("segment.ms", "1000");
    }

    [Test]
    public async Task Store_without_logging_has_no_changelog()
    {
        var admin = new FakeAdmin();

        await MakeAsync(admin, 1, Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store")).WithLoggingDisabled());

        admin.Created.Should().BeEmpty();
    }

    [Test]
    public async Task Changelog_with_another_number_of_partitions_is_refused()
    {
        var admin = new FakeAdmin(("app-store-changelog", 3));

        (await MakeAsync(admin, 4, Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store"))))
            .Should().ContainSingle().Which.Should().Contain("'app-store-changelog' exists with 3 partitions").And.Contain("needs 4");
    }

    [Test]
    public async Task Changelog_that_is_not_compacted_is_refused()
    {
        var admin = new FakeAdmin(("app-store-changelog", 4)) { Configuration = { ["cleanup.policy"] = "delete" } };

        (await MakeAsync(admin, 4, Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store"))))
            .Should().ContainSingle().Which.Should().Contain("cleanup.policy 'delete'").And.Contain("'compact'");
    }

    [Test]
    public async Task Sources_of_a_stateful_sub_topology_must_have_equal_counts()
    {
        var builder = new StreamsBuilder();
        builder.AddStateStore(Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store")));
        builder.Stream<string, string>("one").Merge(builder.Stream<string, string>("two")).Process(() => new Silent(), null, "store");
        var topology = builder.Build();
        var problems = new List<string>();

        await Topics(topology, new FakeAdmin())
            .MakeAsync(new Dictionary<string, int> { ["one"] = 2, ["two"] = 3 }, -1, problems, CancellationToken.None);

        problems.Should().ContainSingle().Which.Should().Contain("'store'").And.Contain("'one' has 2").And.Contain("'two' has 3");
    }

    private static async Task<IReadOnlyList<string>> MakeAsync(FakeAdmin admin, int partitions, StoreBuilder store)
    {
        var builder = new StreamsBuilder();
        builder.AddStateStore(store);
        builder.Stream<string, string>("in").Process(() => new Silent(), null, store.Name);
        var problems = new List<string>();
        await Topics(builder.Build(), admin)
            .MakeAsync(new Dictionary<string, int> { ["in"] = partitions }, -1, problems, CancellationToken.None);
        return problems;
    }

    private static ChangelogTopics Topics(Topology topology, FakeAdmin admin) =>
        new(topology.Graph, "app", admin, new CreatedTopics(admin, TimeProvider.System));

    private sealed class Silent : ContextualProcessor<string, string, string, string>
    {
        public override void Process(in Record<string, string> record)
        {
        }
    }
}
