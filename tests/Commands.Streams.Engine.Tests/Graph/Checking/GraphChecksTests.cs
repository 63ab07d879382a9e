using System.Text.RegularExpressions;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Graph.Checking;

public sealed class GraphChecksTests
{
    private readonly Topology _topology = new();
    private readonly StreamsBuilder _builder = new();

    [Test]
    public void A_topology_needs_a_source() => Problems(_topology).Should().Equal(
        "The topology has no source, so it would never do anything. Start it with StreamsBuilder.Stream or Topology.AddSource.");

    [Test]
    public void Names_are_unique()
    {
        _topology.AddSource<string, string>("twice", ["in"]);
        AddStep("twice", "twice");
        Problems(_topology).Should().Contain("2 nodes are named 'twice'. Give each its own name.");
    }

    [Test]
    public void A_node_needs_a_parent()
    {
        _topology.AddSource<string, string>("source", ["in"]);
        AddStep("alone");
        Problems(_topology).Should().Equal("Node 'alone' has no parent, so no record would ever reach it. Name at least one parent.");
    }

    [Test]
    public void A_parent_must_exist()
    {
        _topology.AddSource<string, string>("source", ["in"]);
        AddStep("step", "sauce");
        Problems(_topology).Should().Equal("Node 'step' names the parent 'sauce', which does not exist. The nodes are: 'source', 'step'.");
    }

    [Test]
    public void A_sink_is_nobodys_parent()
    {
        _topology.AddSource<string, string>("source", ["in"]);
        _topology.AddSink<string, string>("sink", "out", null, "source");
        AddStep("step", "sink");
        Problems(_topology).Should().Equal("Node 'step' names the parent 'sink', which is the end of its stream and forwards nothing.");
    }

    [Test]
    public void Types_must_fit()
    {
        _topology.AddSource<long, byte[]?>("source", ["in"]);
        AddStep("step", "source");
        Problems(_topology).Should().Equal(
            "Node 'source' emits <long, byte[]>, but its child 'step' takes <string, string>. Put a Map between them, or correct the types.");
    }

    [Test]
    public void A_cycle_is_shown_as_a_path_in_the_direction_of_the_records()
    {
        _topology.AddSource<string, string>("source", ["in"]);
        AddStep("first", "source", "third");
        AddStep("second", "first");
        AddStep("third", "second");
        Problems(_topology).Should().Equal(
            "The nodes form a cycle: first -> second -> third -> first. If a loop is intended, write to a topic and read that topic.");
    }

    [Test]
    public void A_topic_has_one_source()
    {
        _builder.Stream<string, string>(["a", "b"]);
        _builder.Stream<string, string>("a");
        Problems(_builder).Should().Equal(
            "Topic 'a' is read by 2 sources with different sets of topics: 'KSTREAM-SOURCE-0000000000', 'KSTREAM-SOURCE-0000000001'. " +
            "Read it once and reuse the stream.");
    }

    [Test]
    public void A_pattern_does_not_match_a_topic_of_another_source()
    {
        _builder.Stream<string, string>("orders-eu");
        _builder.Stream<string, string>(new Regex("orders-.*"));
        Problems(_builder).Should().Equal(
            "Topic 'orders-eu' is read by source 'KSTREAM-SOURCE-0000000000' and also matches the pattern 'orders-.*' of source 'KSTREAM-SOURCE-0000000001'. " +
            "Exclude it from the pattern, or remove the other source.");
    }

    [Test]
    public void A_topic_is_streamed_with_one_pair_of_types_and_one_offset_reset()
    {
        _builder.Stream<string, string>("in", new Consumed<string, string>().WithOffsetReset(OffsetReset.Latest));
        _builder.Stream<string, long>("in");
        Problems(_builder).Should().BeEquivalentTo(
            "'in' is streamed as <string, string> and as <string, long>. A topic is read only once, so use one pair of types and map from there.",
            "'in' is streamed twice with different offset resets: Latest and none given. Use the same one.");
    }

    [TestCase("", "''")]
    [TestCase("a b", "'a b'")]
    [TestCase("..", "'..'")]
    [TestCase("ümlaut", "'ümlaut'")]
    public void Topic_names_are_those_Kafka_allows(string topic, string quoted)
    {
        _builder.Stream<string, string>("in").To(topic);
        Problems(_builder).Should().Equal(
            $"Sink node 'KSTREAM-SINK-0000000001' names the topic {quoted}, which Kafka does not allow. " +
            "Use 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'.");
    }

    [Test]
    public void A_source_needs_a_topic()
    {
        _topology.AddSource<string, string>("source", Array.Empty<string>());
        Problems(_topology).Should().Equal("Source node 'source' reads no topic. Name at least one.");
    }

    [Test]
    public void A_type_without_a_serde_is_named_with_node_and_fix()
    {
        _builder.Stream<Uri, List<int>>("in");
        Problems(_builder).Should().Equal(
            "Node 'KSTREAM-SOURCE-0000000000' reads keys of type Uri, for which no serde is known. " +
            "Set one with Consumed.With(...), or register it with StreamsBuilder.DefaultSerdes.Add.",
            "Node 'KSTREAM-SOURCE-0000000000' reads values of type List<int>, for which no serde is known. " +
            "Set one with Consumed.With(...), or register it with StreamsBuilder.DefaultSerdes.Add.");
    }

    [Test]
    public void A_concurrency_is_at_least_one()
    {
        _builder.Stream<string, string>("in").ForEachAsync((_, _) => ValueTask.CompletedTask, AsyncOptions.WithConcurrency(0));
        Problems(_builder).Should().Equal(
            "The stream from node 'KSTREAM-SOURCE-0000000000' is handled with a concurrency of 0. AsyncOptions.Concurrency must be 1 or more.");
    }

    [TestCase(0, 5)]
    [TestCase(6, 5)]
    public void A_concurrency_that_adapts_has_a_minimum_of_one_or_more_below_its_maximum(int minimum, int maximum)
    {
        _builder.Stream<string, string>("in").ForEachAsync((_, _) => ValueTask.CompletedTask, AsyncOptions.WithAdaptiveConcurrency(minimum, maximum));
        Problems(_builder).Should().Equal(
            $"The stream from node 'KSTREAM-SOURCE-0000000000' is handled with a concurrency that adapts between {minimum} and {maximum}. " +
            "AsyncOptions.MinConcurrency must be 1 or more, and no more than Concurrency.");
    }

    [Test]
    public void Repartition_steps_are_named_once_and_have_partitions()
    {
        var stream = _builder.Stream<string, string>("in");
        stream.Repartition(Repartitioned.As<string, string>("x").WithPartitions(0));
        stream.Repartition(Repartitioned.As<string, string>("x"));
        Problems(_builder).Should().Contain("Repartition topic 'x-repartition' is declared with 0 partitions. Use 1 or more, or omit the number.")
            .And.Contain("Two repartition steps are named 'x-repartition'. Give each its own name with Repartitioned.As.");
    }

    [Test]
    public void All_problems_are_reported_together_and_numbered()
    {
        _topology.AddSource<Uri, string>("source", ["in"]);
        AddStep("first", "second");
        AddStep("second", "first");
        var thrown = _topology.Invoking(it => it.Describe()).Should().Throw<TopologyException>().Which;
        thrown.Problems.Should().HaveCount(2);
        thrown.Message.Should().Be(
            $"The topology is not valid. 2 problems:\n1. {thrown.Problems[0]}\n2. {thrown.Problems[1]}");
        thrown.Problems[0].Should().StartWith("The nodes form a cycle: first -> second -> first.");
        thrown.Problems[1].Should().Contain("reads keys of type Uri");
    }

    [Test]
    public void A_built_topology_takes_no_more_nodes()
    {
        var stream = _builder.Stream<string, string>("in");
        _builder.Build();
        stream.Invoking(it => it.To("out")).Should().Throw<InvalidOperationException>()
            .WithMessage("The topology has been built, so nothing can be added to it. Add every step before calling Build().");
    }

    private static IReadOnlyList<string> Problems(Topology topology) =>
        topology.Invoking(it => it.Describe()).Should().Throw<TopologyException>().Which.Problems;

    private static IReadOnlyList<string> Problems(StreamsBuilder builder) =>
        builder.Invoking(it => it.Build()).Should().Throw<TopologyException>().Which.Problems;

    private void AddStep(string name, params string[] parents) =>
        _topology.AddProcessor<string, string, string, string>(name, () => new Nothing(), parents);

    private sealed class Nothing : IProcessor<string, string, string, string>
    {
        public void Process(in Record<string, string> record)
        {
        }
    }
}
