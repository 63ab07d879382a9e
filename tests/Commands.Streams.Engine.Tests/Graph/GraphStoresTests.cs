using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;

namespace Commands.Streams.Tests.Graph;

/// <summary>What is wrong with the stores of a topology is said when it is built, all at once.</summary>
public sealed class GraphStoresTests
{
    [Test]
    public void Store_that_does_not_exist_is_named() =>
        Problems(builder => builder.Stream<string, string>("in").Process(() => new Silent(), Named.As("node"), "missing"))
            .Should().ContainSingle().Which.Should().Contain("'node'").And.Contain("'missing'").And.Contain("AddStateStore");

    [Test]
    public void Store_that_nobody_uses_is_named() => Problems(builder =>
    {
        builder.AddStateStore(Store("idle"));
        builder.Stream<string, string>("in").To("out");
    }).Should().ContainSingle().Which.Should().Contain("No processor uses the state store 'idle'");

    [Test]
    public void Two_stores_of_one_name_and_a_name_that_no_topic_may_have_are_both_named() => Problems(builder =>
    {
        builder.AddStateStore(Store("twice")).AddStateStore(Store("twice")).AddStateStore(Store("a b"));
        builder.Stream<string, string>("in").Process(() => new Silent(), null, "twice", "a b");
    }).Should().HaveCount(2).And.Contain(problem => problem.Contains("Two state stores are named 'twice'"))
        .And.Contain(problem => problem.Contains("'a b'"));

    [Test]
    public void Serde_that_is_missing_is_named_with_its_store() => Problems(builder =>
    {
        builder.AddStateStore(Stores.KeyValueStoreBuilder<string, Version>(Stores.InMemoryKeyValueStore("versions")));
        builder.Stream<string, string>("in").Process(() => new Silent(), null, "versions");
    }).Should().ContainSingle().Which.Should().Contain("'versions'").And.Contain("Version");

    [Test]
    public void Sink_may_not_use_a_store()
    {
        var topology = new Topology()
            .AddSource<string, string>("source", ["in"])
            .AddSink<string, string>("sink", "out", null, "source")
            .AddStateStore(Store("store"), "sink");

        topology.Invoking(built => built.Describe()).Should().Throw<TopologyException>().WithMessage("*'sink'*source or a sink*");
    }

    [Test]
    public void Processors_that_share_a_store_are_one_sub_topology()
    {
        var builder = new StreamsBuilder();
        builder.AddStateStore(Store("shared"));
        builder.Stream<string, string>("one").Process(() => new Silent(), Named.As("first"), "shared");
        builder.Stream<string, string>("two").Process(() => new Silent(), Named.As("second"), "shared");

        var description = builder.Build().Describe();
        description.SubTopologies.Should().ContainSingle();
        description.ToString().Should().Contain("Processor: first (stores: [shared])").And.Contain("Processor: second (stores: [shared])");
    }

    private static StoreBuilder Store(string name) => Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore(name));

    private static IReadOnlyList<string> Problems(Action<StreamsBuilder> build)
    {
        var builder = new StreamsBuilder();
        build(builder);
        return builder.Invoking(built => built.Build()).Should().Throw<TopologyException>().Which.Problems;
    }

    private sealed class Silent : ContextualProcessor<string, string, string, string>
    {
        public override void Process(in Record<string, string> record)
        {
        }
    }
}
