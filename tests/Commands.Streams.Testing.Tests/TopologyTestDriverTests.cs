using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests;

public sealed class TopologyTestDriverTests
{
    [Test]
    public void A_piped_record_comes_out_with_its_timestamp_and_headers()
    {
        using var driver = new TopologyTestDriver(Some.Topology(stream => stream.MapValues(value => value + "!").To("out")));
        var headers = Headers.Empty.Add("trace", "1");

        driver.CreateInputTopic<string?, string?>("in").Pipe("k", "v", timestamp: 7, headers);

        driver.CreateOutputTopic<string?, string?>("out").ReadRecord().Should().Be(new TestRecord<string?, string?>("k", "v!", 7, headers));
    }

    [Test]
    public void Repartitioned_records_go_through_their_topic_in_order()
    {
        using var driver = new TopologyTestDriver(
            Some.Topology(stream => stream.SelectKey((_, value) => value).Repartition(Repartitioned.As<string?, string?>("by-value")).To("out")),
            new TopologyTestDriverOptions { ApplicationId = "app" });
        var input = driver.CreateInputTopic<string?, string?>("in");

        input.PipeKeyValues(("k", "1"), ("k", "2"));

        driver.ProducedTopicNames.Should().BeEquivalentTo("app-by-value-repartition", "out");
        driver.CreateOutputTopic<string?, string?>("app-by-value-repartition").ReadKeyValuesToList().Should().Equal(("1", "1"), ("2", "2"));
        driver.CreateOutputTopic<string?, string?>("out").ReadKeyValuesToList().Should().Equal(("1", "1"), ("2", "2"));
    }

    [Test]
    public void Each_record_is_committed()
    {
        using var driver = new TopologyTestDriver(Some.Topology(stream => stream.To("out")));

        driver.CreateInputTopic<string?, string?>("in").PipeValues("a", "b");

        var partition = new TopicPartition("in", 0);
        driver.CommittedOffsets.Should().ContainKey(partition).WhoseValue.Should().Match<OffsetCommit>(commit => commit.Offset == 2);
    }
}
