using System.Text.RegularExpressions;
using Commands.Streams.Errors;
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

        driver.Read("out").Should().Equal(new TestRecord<string?, string?>("k", "v!", 7, headers));
    }

    [Test]
    public void Repartitioned_records_go_through_their_topic_in_order()
    {
        using var driver = new TopologyTestDriver(
            Some.Topology(stream => stream.SelectKey((_, value) => value).Repartition(Repartitioned.As<string?, string?>("by-value")).To("out")),
            new TopologyTestDriverOptions { ApplicationId = "app" });

        driver.Pipe("in", "1", "2");

        driver.ProducedTopicNames.Should().BeEquivalentTo("app-by-value-repartition", "out");
        driver.ReadValues("app-by-value-repartition").Should().Equal("1", "2");
        driver.ReadValues("out").Should().Equal("1", "2");
    }

    [Test]
    public void Topic_that_is_written_and_read_is_queued_behind_what_is_there()
    {
        var order = new List<string>();
        var builder = new StreamsBuilder();
        builder.Stream<string?, string?>("in").FlatMapValues<string?>(value => [value + "1", value + "2"]).To("middle");
        builder.Stream<string?, string?>("middle").Peek((_, value) => order.Add(value!)).To("out");
        using var driver = new TopologyTestDriver(builder.Build());

        driver.Pipe("in", "a", "b");

        order.Should().Equal("a1", "a2", "b1", "b2");
        driver.ReadValues("middle").Should().Equal("a1", "a2", "b1", "b2");
    }

    [Test]
    public void Topology_that_feeds_itself_runs_to_its_end()
    {
        using var driver = new TopologyTestDriver(
            Some.Topology(stream => stream.Filter((_, value) => value!.Length < 5).MapValues(value => value + "x").To("in")));

        driver.Pipe("in", "x");

        driver.ReadValues("in").Should().Equal("xx", "xxx", "xxxx", "xxxxx");
    }

    [Test]
    public void Pattern_source_reads_any_topic_that_matches()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string?, string?>(new Regex("orders-.+")).To("out");
        using var driver = new TopologyTestDriver(builder.Build());

        driver.Pipe("orders-eu", "1");
        driver.Pipe("orders-us", "2");

        driver.ReadValues("out").Should().Equal("1", "2");
        driver.Invoking(it => it.CreateInputTopic<string, string>("orders-"))
            .Should().Throw<ArgumentException>().WithMessage("*does not read topic 'orders-'*'orders-.+'*");
    }

    [Test]
    public void Each_record_is_committed_with_the_partitions_time()
    {
        using var driver = new TopologyTestDriver(Some.Topology(stream => stream.To("out")));

        driver.Pipe("in", "a", "b");

        var committed = driver.CommittedOffsets[new TopicPartition("in", 0)];
        committed.Offset.Should().Be(2);
        committed.Metadata.Should().NotBeNull();
    }

    [Test]
    public void Failure_surfaces_from_pipe_and_ends_the_driver_but_not_what_was_written()
    {
        using var driver = new TopologyTestDriver(Some.Topology(stream =>
        {
            stream.To("before");
            stream.MapValues<string?>(value => value == "bad" ? throw new FormatException("No.") : value).To("out");
        }));
        driver.Pipe("in", "good");

        driver.Invoking(it => it.Pipe("in", "bad")).Should().Throw<ProcessingException>().WithMessage("*in-0@1*").WithInnerException<FormatException>();
        driver.Invoking(it => it.Pipe("in", "good")).Should().Throw<InvalidOperationException>().WithMessage("*task has failed*No.*");

        driver.ReadValues("before").Should().Equal("good", "bad");
        driver.ReadValues("out").Should().Equal("good");
    }

    [Test]
    public void Dead_letter_handler_writes_the_records_that_fail()
    {
        using var driver = new TopologyTestDriver(
            Some.Topology(stream => stream.MapValues<string?>(value => value == "bad" ? throw new FormatException("No.") : value).To("out")),
            new TopologyTestDriverOptions { ProcessingExceptionHandler = ExceptionHandlers.DeadLetter("dead") });

        driver.Pipe("in", "bad", "good");

        driver.ReadValues("dead").Should().Equal("bad");
        driver.ReadValues("out").Should().Equal("good");
        driver.DroppedRecords.Should().Be(1);
    }

    [Test]
    public void Bytes_that_cannot_be_read_go_to_their_handler()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string?, long>("in").To("out");
        using var driver = new TopologyTestDriver(
            builder.Build(), new TopologyTestDriverOptions { DeserializationExceptionHandler = ExceptionHandlers.Continue });

        driver.Pipe("in", "no number");
        driver.CreateInputTopic<string?, long>("in").Pipe("k", 5);

        driver.CreateOutputTopic<string?, long>("out").ReadValuesToList().Should().Equal(5);
        driver.DroppedRecords.Should().Be(1);
    }

    [Test]
    public void Topology_may_be_run_by_several_drivers()
    {
        var topology = Some.Topology(stream => stream.To("out"));
        using var first = new TopologyTestDriver(topology);
        using var second = new TopologyTestDriver(topology);

        first.Pipe("in", "1");

        first.ReadValues("out").Should().Equal("1");
        second.ProducedTopicNames.Should().BeEmpty();
    }

    [Test]
    public void Driver_at_work_cannot_be_called_by_the_topology()
    {
        TopologyTestDriver? driver = null;
        using var created = driver = new TopologyTestDriver(Some.Topology(stream => stream.Peek((_, _) => driver!.Pipe("in", "again")).To("out")));

        driver.Invoking(it => it.Pipe("in", "a")).Should().Throw<ProcessingException>().WithMessage("*The driver is busy*");
    }

    [Test]
    public void Disposed_driver_takes_nothing_but_can_be_read()
    {
        var driver = new TopologyTestDriver(Some.Topology(stream => stream.To("out")));
        driver.Pipe("in", "a");

        driver.Dispose();
        driver.Dispose();

        driver.Invoking(it => it.Pipe("in", "b")).Should().Throw<ObjectDisposedException>();
        driver.ReadValues("out").Should().Equal("a");
    }
}
