namespace Commands.Streams.Tests.Graph.Describing;

public sealed class TopologyDescriberTests
{
    [Test]
    public void A_topology_is_printed_as_Kafka_Streams_prints_it()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").Filter((_, _) => true).MapValues(value => value.Length).To("out");
        builder.Build().Describe().ToString().Should().Be(
            """
            Topologies:
               Sub-topology: 0
                Source: KSTREAM-SOURCE-0000000000 (topics: [in])
                  --> KSTREAM-FILTER-0000000001
                Processor: KSTREAM-FILTER-0000000001 (stores: [])
                  --> KSTREAM-MAPVALUES-0000000002
                  <-- KSTREAM-SOURCE-0000000000
                Processor: KSTREAM-MAPVALUES-0000000002 (stores: [])
                  --> KSTREAM-SINK-0000000003
                  <-- KSTREAM-FILTER-0000000001
                Sink: KSTREAM-SINK-0000000003 (topic: out)
                  <-- KSTREAM-MAPVALUES-0000000002


            """);
    }

    [Test]
    public void Streams_that_are_not_connected_are_sub_topologies_in_the_order_they_were_added()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("b").To("out");
        builder.Stream<string, string>("a").To("out");
        builder.Build().Describe().SubTopologies.Select(subTopology => (subTopology.Id, subTopology.Nodes[0].Details)).Should().Equal(
            (0, "topics: [b]"), (1, "topics: [a]"));
    }

    [Test]
    public void A_diagram_names_nodes_topics_and_links()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").To("out");
        builder.Build().Describe().ToMermaid().Should().Be(
            """
            flowchart TD
              subgraph sub0["Sub-topology 0"]
                n0_0["KSTREAM-SOURCE-0000000000"]
                n0_1["KSTREAM-SINK-0000000001"]
                n0_0 --> n0_1
              end
              t_in(["in"]) --> n0_0
              n0_1 --> t_out(["out"])

            """);
    }
}
