using Commands.Streams.Advanced;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Processing;

public sealed class TimestampTests
{
    private readonly List<(string Value, long Timestamp)> _seen = [];

    [Test]
    public void A_record_without_a_time_goes_where_the_deserialization_handler_says()
    {
        using var bench = Start(new Consumed<string, string>());
        bench.Add("in", TestRecord.Text(0, "k", "timeless", -1), TestRecord.Text(1, "k", "good", 5));
        bench.Run();

        _seen.Should().Equal(("good", 5));
        bench.Producer.Sent.Should().ContainSingle().Which.Should().Match<SentRecord>(record => record.Topic == "letters" && record.ValueText == "timeless");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(2);
    }

    [Test]
    public void What_an_extractor_throws_goes_to_the_deserialization_handler()
    {
        using var bench = Start(new Consumed<string, string>().WithTimestampExtractor(
            (in ConsumedRecord<string, string> record, long _) => record.Value == "bad" ? throw new InvalidOperationException("no time") : 7));
        bench.Add("in", TestRecord.Text(0, "k", "bad"), TestRecord.Text(1, "k", "good"));
        bench.Run();
        _seen.Should().Equal(("good", 7));
        bench.Producer.Values.Should().Equal("bad");
    }

    [Test]
    public void What_a_due_time_throws_goes_to_the_deserialization_handler()
    {
        using var bench = Start(new Consumed<string, string>().WithDueTime(
            (in ConsumedRecord<string, string> record, long _) => record.Value == "bad" ? throw new InvalidOperationException("no due time") : 0));
        bench.Add("in", TestRecord.Text(0, "k", "bad"), TestRecord.Text(1, "k", "good", 3));
        bench.Run();
        _seen.Should().Equal(("good", 3));
        bench.Producer.Values.Should().Equal("bad");
    }

    [Test]
    public void A_record_that_is_never_due_is_not_taken()
    {
        using var bench = Start(new Consumed<string, string>().WithDueTime((in ConsumedRecord<string, string> _, long _) => long.MaxValue));
        bench.Pipe("in", 0, "k", "never");
        bench.Run().Should().Be(0);
        _seen.Should().BeEmpty();
    }

    [Test]
    public void The_partition_time_or_the_wall_clock_stands_in_for_a_time_that_is_missing()
    {
        using var bench = Start(new Consumed<string, string>().WithTimestampExtractor(TimestampExtractors.UsePartitionTimeOrWallClock));
        bench.Add("in", TestRecord.Text(0, "k", "first", -1));
        bench.Run();
        bench.Add("in", TestRecord.Text(1, "k", "later", bench.Now + 50), TestRecord.Text(2, "k", "timeless", -1));
        bench.Run();
        _seen.Should().Equal(("first", bench.Now), ("later", bench.Now + 50), ("timeless", bench.Now + 50));
    }

    [Test]
    public void A_time_at_the_end_of_all_times_ends_schedules_by_stream_time_and_nothing_else()
    {
        var times = new List<long>();
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").Process(() => new Scheduling(times)).ForEach((_, value) => _seen.Add((value, 0)));
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Pipe("in", 0, "k", "last", long.MaxValue);
        bench.Pipe("in", 1, "k", "more", 1);
        times.Should().Equal(long.MaxValue);
        _seen.Should().Equal(("last", 0), ("more", 0));
    }

    private TaskBench Start(Consumed<string, string> consumed)
    {
        var builder = new StreamsBuilder();
        builder.Stream("in", consumed).Process(() => new Seeing(_seen));
        return new TaskBench(
            builder.Build(), settings => settings with { DeserializationExceptionHandler = ExceptionHandlers.DeadLetter("letters") }).Assign("in");
    }

    private sealed class Seeing(List<(string Value, long Timestamp)> seen) : IProcessor<string, string, string, string>
    {
        public void Process(in Record<string, string> record) => seen.Add((record.Value, record.Timestamp));
    }

    private sealed class Scheduling(List<long> times) : IProcessor<string, string, string, string>
    {
        private ProcessorContext<string, string> _context = null!;

        public void Init(ProcessorContext<string, string> context)
        {
            _context = context;
            context.Schedule(TimeSpan.FromSeconds(1), PunctuationType.StreamTime, times.Add);
        }

        public void Process(in Record<string, string> record) => _context.Forward(in record);
    }
}
