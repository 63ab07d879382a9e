using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Tasks;

public sealed class StreamTaskTests
{
    private readonly List<string> _seen = [];

    [Test]
    public void Records_are_taken_by_the_smallest_timestamp_of_the_heads()
    {
        using var bench = Reading("a", "b");
        bench.Add("a", TestRecord.Text(0, "k", "a10", 10), TestRecord.Text(1, "k", "a5", 5), TestRecord.Text(2, "k", "a30", 30));
        bench.Add("b", TestRecord.Text(0, "k", "b8", 8), TestRecord.Text(1, "k", "b20", 20));
        bench.Run();
        _seen.Should().Equal("b8", "a10", "a5", "b20", "a30");
        bench.Task.StreamTime.Should().Be(30);
    }

    [Test]
    public void An_empty_input_is_waited_for_until_its_lag_is_known_to_be_zero()
    {
        using var bench = Reading("a", "b");
        bench.IsAtEnd = partition => partition.Topic != "b";
        bench.Add("a", TestRecord.Text(0, "k", "a1", 1), TestRecord.Text(1, "k", "a2", 2));
        bench.Run();
        _seen.Should().BeEmpty();

        bench.IsAtEnd = _ => true;
        bench.Run();
        _seen.Should().Equal("a1", "a2");
        bench.Task.Metrics.EnforcedProcessing.Should().Be(2, "Kafka Streams counts each time that it goes on, which is once a record");
    }

    [Test]
    public void Nothing_is_waited_for_where_idling_is_off()
    {
        using var bench = Reading(settings => settings with { MaxTaskIdle = -1 }, "a", "b");
        bench.IsAtEnd = _ => false;
        bench.Add("a", TestRecord.Text(0, "k", "a1", 1));
        bench.Run();
        _seen.Should().Equal("a1");
        bench.Task.Metrics.EnforcedProcessing.Should().Be(0, "nothing was given up, as nothing was waited for");
    }

    [Test]
    public void An_empty_input_is_waited_for_as_long_as_the_options_say_once_its_lag_is_zero()
    {
        using var bench = Reading(settings => settings with { MaxTaskIdle = 100 }, "a", "b");
        bench.IsAtEnd = _ => false;
        bench.Add("a", TestRecord.Text(0, "k", "a1", 1));
        bench.Run();
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        bench.Run();
        _seen.Should().BeEmpty("the time begins when the lag is known");

        bench.IsAtEnd = _ => true;
        bench.Run();
        bench.Time.Advance(TimeSpan.FromMilliseconds(99));
        bench.Run();
        _seen.Should().BeEmpty();
        bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        bench.Run();
        _seen.Should().Equal("a1");
    }

    [Test]
    public void The_wait_begins_anew_when_records_came()
    {
        using var bench = Reading(settings => settings with { MaxTaskIdle = 100 }, "a", "b");
        bench.Add("a", TestRecord.Text(0, "k", "a1", 1), TestRecord.Text(1, "k", "a2", 2), TestRecord.Text(2, "k", "a4", 4));
        bench.Run();
        bench.Time.Advance(TimeSpan.FromMilliseconds(60));
        bench.Add("b", TestRecord.Text(0, "k", "b3", 3));
        bench.Run();
        _seen.Should().Equal("a1", "a2", "b3");

        bench.Time.Advance(TimeSpan.FromMilliseconds(60));
        bench.Run();
        _seen.Should().Equal("a1", "a2", "b3");
        bench.Time.Advance(TimeSpan.FromMilliseconds(40));
        bench.Run();
        _seen.Should().Equal("a1", "a2", "b3", "a4");
    }

    [Test]
    public void A_commit_names_the_first_record_not_done_and_the_partition_time()
    {
        using var bench = Reading("a");
        bench.Add("a", TestRecord.Text(5, "k", "v5", 50), TestRecord.Text(8, "k", "v8", 40), TestRecord.Text(9, "k", "v9", 60));
        bench.Task.Process(1);
        bench.Commit().Should().Equal(new OffsetCommit(TaskBench.Partition("a"), 8, CommitMetadata.Encode(50)));
        bench.Run();
        bench.Commit().Should().Equal(new OffsetCommit(TaskBench.Partition("a"), 10, CommitMetadata.Encode(60)));
        bench.Task.CommitNeeded.Should().BeFalse();
        bench.Commit().Should().BeEmpty();
    }

    [Test]
    public void Stream_time_is_restored_from_what_was_committed()
    {
        using var bench = Reading();
        bench.Assign("a", 5, CommitMetadata.Encode(700)).Assign("b", 5, CommitMetadata.Encode(300));
        bench.Task.StreamTime.Should().Be(700);
    }

    [Test]
    public void What_was_done_before_a_restart_is_neither_run_nor_read_again()
    {
        var failures = 0;
        var builder = new StreamsBuilder();
        builder.Stream<long, string>("a").ForEach((_, value) => _seen.Add(value));
        using var bench = new TaskBench(builder.Build(), settings => settings with
        {
            DeserializationExceptionHandler = (_, _) =>
            {
                failures++;
                return ExceptionResponse.DeadLetter("dlt");
            },
        });

        // Offset 0 not done, 1 and 2 done, 3 not done: the unreadable record at 2 was written as a dead letter already.
        byte[] committed = [17, .. new byte[36], 1, 2];
        bench.Assign("a", 0, Convert.ToBase64String(committed));
        byte[] key = [0, 0, 0, 0, 0, 0, 0, 1];
        bench.Add(
            "a",
            new TestRecord(0, key, "0"u8.ToArray()),
            new TestRecord(1, key, "1"u8.ToArray()),
            new TestRecord(2, [1], null),
            new TestRecord(3, key, "3"u8.ToArray()));
        bench.Run();
        _seen.Should().Equal("0", "3");
        failures.Should().Be(0);
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(4);
    }

    [Test]
    public void Skipped_records_count_as_done()
    {
        using var bench = new TaskBench(Numbers(), settings => settings with { DeserializationExceptionHandler = ExceptionHandlers.Continue }).Assign("a");
        bench.Add("a", new TestRecord(0, [1, 2], null));
        bench.Task.CommitNeeded.Should().BeTrue();
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(1);
        bench.Task.Metrics.Skipped.Should().Be(1);
        bench.Batches[0].Disposals.Should().Be(1);
    }

    [Test]
    public void Unreadable_bytes_fail_the_task_by_default()
    {
        using var bench = new TaskBench(Numbers()).Assign("a");
        bench.Invoking(it => it.Add("a", new TestRecord(3, [1, 2], null))).Should().Throw<DeserializationException>().WithMessage(
            "The bytes of record a-0@3 could not be read by source node 'KSTREAM-SOURCE-0000000000' of task 0_0: " +
            "A 64-bit integer needs 8 bytes, but the data has 2. *");
    }

    [Test]
    public void The_trace_of_what_fails_the_task_is_left_to_who_catches_it_and_that_of_what_is_skipped_is_logged()
    {
        var logger = new CollectingLogger();
        using (var failing = new TaskBench(Numbers(), settings => settings with { Logger = logger }).Assign("a"))
        {
            failing.Invoking(it => it.Add("a", new TestRecord(3, [1, 2], null))).Should().Throw<DeserializationException>();
        }

        using var skipping = new TaskBench(
            Numbers(), settings => settings with { Logger = logger, DeserializationExceptionHandler = ExceptionHandlers.Continue }).Assign("a");
        skipping.Add("a", new TestRecord(3, [1, 2], null));

        logger.Lines.Should().HaveCount(2);
        logger.Lines[0].Text.Should().EndWith("the handler decided Fail: A 64-bit integer needs 8 bytes, but the data has 2.");
        logger.Lines[0].Exception.Should().BeNull();
        logger.Lines[1].Text.Should().Contain("the handler decided Continue");
        logger.Lines[1].Exception.Should().NotBeNull();
    }

    [Test]
    public void A_null_for_a_value_type_reaches_the_processing_handler_with_advice()
    {
        using var bench = new TaskBench(Numbers()).Assign("a");
        bench.Add("a", new TestRecord(3, null, [1]));
        bench.Invoking(it => it.Run()).Should().Throw<ProcessingException>().WithMessage("*The key is null*Declare long? and handle null*");
        _seen.Should().BeEmpty();
    }

    [Test]
    public void A_null_for_a_value_type_is_not_shown_to_an_extractor_as_its_default()
    {
        var extracted = new List<long>();
        var builder = new StreamsBuilder();
        var consumed = new Consumed<string, long>().WithTimestampExtractor((in ConsumedRecord<string, long> record, long _) =>
        {
            extracted.Add(record.Value);
            return record.Value;
        });
        builder.Stream("a", consumed).ForEach((_, _) => { });
        using var bench = new TaskBench(builder.Build(), settings => settings with { ProcessingExceptionHandler = ExceptionHandlers.Continue }).Assign("a");
        bench.Add("a", new TestRecord(0, null, null, 5), new TestRecord(1, null, [0, 0, 0, 0, 0, 0, 0, 7]));
        bench.Run();
        extracted.Should().Equal(7);
        bench.Task.Metrics.Skipped.Should().Be(1);
    }

    [Test]
    public void A_negative_timestamp_fails_by_default_and_drops_where_the_extractor_says_so()
    {
        using (var failing = Reading("a"))
        {
            failing.Invoking(it => it.Pipe("a", 0, "k", "v", -1)).Should().Throw<DeserializationException>();
        }

        using var bench = Reading(settings => settings with { DefaultTimestampExtractor = TimestampExtractors.LogAndSkipOnInvalidTimestamp }, "a");
        bench.Pipe("a", 0, "k", "dropped", -1);
        bench.Pipe("a", 1, "k", "kept", 1);
        _seen.Should().Equal("kept");
        bench.Task.Metrics.Dropped.Should().Be(1);
    }

    [Test]
    public void A_full_done_set_holds_the_task_back_and_whatever_ends_then_can_be_committed()
    {
        var handlers = new Dictionary<string, TestHandler>();
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("a").ForEachAsync(
            (record, _) => handlers.TryAdd(record.Key, new TestHandler()) ? handlers[record.Key].WithoutResult : ValueTask.CompletedTask,
            AsyncOptions.WithConcurrency(400));
        using var bench = new TaskBench(builder.Build()).Assign("a");
        bench.Add("a", [.. Enumerable.Range(0, 6_000).Select(i => TestRecord.Text(i, i % 2 == 0 ? "stuck" : "slow", "v"))]);
        bench.Run();
        bench.Queue("a").Buffered.Should().BePositive();

        // Every second record ends at once: the set falls into as many runs as it can.
        handlers["slow"].Succeed();
        bench.Task.FinishHandlers();
        var commit = bench.Commit().Should().ContainSingle().Subject;
        commit.Offset.Should().Be(0);
        commit.Metadata!.Length.Should().BeLessThanOrEqualTo(4_096);

        handlers["stuck"].Succeed();
        bench.Run();
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(6_000);
    }

    [Test]
    public void A_stream_time_punctuation_fires_after_the_first_record_then_at_multiples()
    {
        var times = new List<long>();
        using var bench = Ticking(PunctuationType.StreamTime, 10, times);
        bench.Pipe("a", 0, "k", "v", 7);
        bench.Pipe("a", 1, "k", "v", 9);
        bench.Pipe("a", 2, "k", "v", 35);
        bench.Pipe("a", 3, "k", "v", 39);
        bench.Pipe("a", 4, "k", "v", 40);
        times.Should().Equal(7, 35, 40);
    }

    [Test]
    public void A_wall_clock_punctuation_fires_once_for_all_that_was_missed()
    {
        var times = new List<long>();
        using var bench = Ticking(PunctuationType.WallClockTime, 10, times);
        var start = bench.Now;
        bench.Task.NextWallClockPunctuation.Should().Be(start + 10);
        bench.Task.PunctuateWallClock(start + 9).Should().BeFalse();
        bench.Task.PunctuateWallClock(start + 35).Should().BeTrue();
        bench.Task.NextWallClockPunctuation.Should().Be(start + 40);
        bench.Task.CommitNeeded.Should().BeTrue();
        times.Should().Equal(start + 35);
    }

    [Test]
    public void An_input_that_no_source_reads_is_refused()
    {
        using var bench = Reading();
        bench.Invoking(it => it.Assign("other")).Should().Throw<InvalidOperationException>().WithMessage("Task 0_0 has no source node for topic 'other'.");
    }

    private static TaskBench Ticking(PunctuationType type, int interval, List<long> times)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("a").Process(() => new Ticks(type, interval, times));
        return new TaskBench(builder.Build()).Assign("a");
    }

    private Topology Numbers()
    {
        var builder = new StreamsBuilder();
        builder.Stream<long, string>("a").ForEach((_, value) => _seen.Add(value));
        return builder.Build();
    }

    private TaskBench Reading(params string[] assigned) => Reading(settings => settings, assigned);

    private TaskBench Reading(Func<TaskSettings, TaskSettings> configure, params string[] assigned)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>(["a", "b"]).ForEach((_, value) => _seen.Add(value));
        var bench = new TaskBench(builder.Build(), configure);
        foreach (var topic in assigned)
        {
            bench.Assign(topic);
        }

        return bench;
    }

    private sealed class Ticks(PunctuationType type, int interval, List<long> times) : IProcessor<string, string, string, string>
    {
        public void Init(ProcessorContext<string, string> context) => context.Schedule(TimeSpan.FromMilliseconds(interval), type, time =>
        {
            context.RecordContext.Should().Be(new RecordContext(null, -1, -1, time, Headers.Empty));
            times.Add(time);
        });

        public void Process(in Record<string, string> record)
        {
        }
    }
}
