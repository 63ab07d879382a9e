using Commands.Streams.Advanced;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Tasks.Progress;

public sealed class StagedWritesTests
{
    private readonly Dictionary<string, TestHandler> _handlers = [];

    [Test]
    public void A_side_output_before_a_handler_goes_out_when_the_record_is_done()
    {
        using var bench = Start(SideThenHandler);
        bench.Pipe("in", 0, "k", "v");
        bench.Producer.Sent.Should().BeEmpty("the record may be handled again");
        bench.Commit().Should().BeEmpty();

        End(bench, "v");
        Sent(bench).Should().Equal("side:v", "out:v");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void What_a_handler_gave_waits_for_the_second_handler_behind_it()
    {
        var builder = new StreamsBuilder();
        var handled = builder.Stream<string, string>("in").MapValuesAsync<string>((record, _) => Handle(record.Value));
        handled.To("between");
        handled.MapValuesAsync<string>((record, _) => Handle(record.Value + "!")).To("out");
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Pipe("in", 0, "k", "v");
        End(bench, "v");
        bench.Producer.Sent.Should().BeEmpty();

        End(bench, "v!");
        Sent(bench).Should().Equal("between:v", "out:v!");
    }

    [Test]
    public void Of_several_records_made_of_one_nothing_goes_out_before_the_last_is_handled()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in")
            .FlatMap((key, value) => value.Split(' ').Select(part => (part, part)))
            .MapValuesAsync<string>((record, _) => Handle(record.Value), AsyncOptions.WithConcurrency(5)).To("out");
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Pipe("in", 0, "k", "a b c");
        End(bench, "b");
        End(bench, "a");
        bench.Producer.Sent.Should().BeEmpty();

        End(bench, "c");
        Sent(bench).Should().Equal("out:b", "out:a", "out:c");
    }

    [Test]
    public void A_record_that_no_handler_holds_is_written_at_once()
    {
        using var bench = Start(SideThenHandler);
        bench.Add("in", TestRecord.Text(0, "k", "quick"));
        bench.Run();
        Sent(bench).Should().Equal("side:quick");
    }

    [Test]
    public void A_record_does_not_overtake_an_earlier_one_of_its_key_that_is_still_handled()
    {
        using var bench = Start(SideThenHandler);
        bench.Add(
            "in",
            TestRecord.Text(0, "k", "first"),
            TestRecord.Text(1, "other", "quick 1"),
            TestRecord.Text(2, "k", "quick 2"),
            TestRecord.Text(3, "k", "quick 3"));
        bench.Run();
        Sent(bench).Should().Equal("side:quick 1");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(0);

        End(bench, "first");
        Sent(bench).Should().Equal("side:quick 1", "side:first", "out:first", "side:quick 2", "side:quick 3");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(4);
        bench.Batches[0].Disposals.Should().Be(1);
    }

    [Test]
    public void Handlers_of_other_keys_do_not_change_the_order_of_what_was_written_before_them()
    {
        var builder = new StreamsBuilder();
        var stream = builder.Stream<string, string>("in");
        stream.To("side");
        stream.SelectKey((_, value) => value).ForEachAsync((record, _) => Begin(record.Value).WithoutResult, AsyncOptions.WithConcurrency(5));
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Add("in", TestRecord.Text(0, "k", "a"), TestRecord.Text(1, "k", "b"), TestRecord.Text(2, "k", "c"));
        bench.Run();
        End(bench, "c");
        End(bench, "b");
        bench.Producer.Sent.Should().BeEmpty();
        End(bench, "a");
        Sent(bench).Should().Equal("side:a", "side:b", "side:c");
    }

    [Test]
    public void A_partition_that_is_taken_away_takes_along_what_its_unfinished_records_wrote_and_holds_nobody_up()
    {
        using var bench = Start(SideThenHandler, "in", "in2");
        bench.Add("in", TestRecord.Text(0, "k", "first", 1));
        bench.Add("in2", TestRecord.Text(0, "k", "quick", 2));
        bench.Run();
        bench.Producer.Sent.Should().BeEmpty();

        bench.Task.RemovePartition(TaskBench.Partition("in"));
        Sent(bench).Should().Equal("side:quick");
        End(bench, "first");
        Sent(bench).Should().Equal("side:quick");
    }

    [Test]
    public void A_task_that_ends_writes_nothing_of_unfinished_records()
    {
        using var bench = Start(SideThenHandler);
        bench.Add("in", TestRecord.Text(0, "k", "first"), TestRecord.Text(1, "k", "quick"));
        bench.Run();
        bench.Task.Dispose();
        bench.Producer.Sent.Should().BeEmpty();
    }

    [Test]
    public void No_transaction_is_begun_for_what_unfinished_records_wrote()
    {
        using var bench = Start(SideThenHandler, isTransactional: true);
        bench.Pipe("in", 0, "k", "v");
        bench.Producer.Transactions.Should().BeEmpty();
        End(bench, "v");
        bench.Producer.Transactions.Should().Equal("begin");
    }

    [Test]
    public void Early_records_are_written_when_they_come_to_the_sink()
    {
        using var bench = Start((stream, handle) =>
        {
            stream.To("side", new Produced<string, string>().WithEarlyRecords((_, value) => value == "v"));
            handle(stream).To("out");
        });
        bench.Pipe("in", 0, "k", "v");
        Sent(bench).Should().Equal("side:v");
        bench.Pipe("in", 1, "l", "w");
        Sent(bench).Should().Equal("side:v");
    }

    [Test]
    public void A_dead_letter_and_a_requeued_record_wait_for_the_other_handlers_of_their_record()
    {
        var builder = new StreamsBuilder();
        var stream = builder.Stream<string, string>("in");
        stream.ForEachAsync((record, _) => Begin(record.Value).WithoutResult);
        stream.ToDeadLetter("letters", value => new TimeoutException(value));
        stream.MoveTo("again", _ => true);
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Pipe("in", 0, "k", "v");
        bench.Producer.Sent.Should().BeEmpty();
        End(bench, "v");
        Sent(bench).Should().Equal("letters:v", "again:v");
        bench.Task.Metrics.DeadLetters.Should().Be(1);
    }

    [Test]
    public void A_record_that_cannot_be_read_becomes_a_dead_letter_at_once()
    {
        var builder = new StreamsBuilder();
        builder.Stream("in", Consumed.With(Serdes.String, Serdes.Int64)).ForEachAsync((_, _) => ValueTask.CompletedTask);
        using var bench = new TaskBench(
            builder.Build(), settings => settings with { DeserializationExceptionHandler = ExceptionHandlers.DeadLetter("letters") }).Assign("in");
        bench.Pipe("in", 0, "k", "no number");
        Sent(bench).Should().Equal("letters:no number");
    }

    [Test]
    public void A_refusal_when_the_record_is_done_is_put_before_the_handler_with_the_position_of_the_input()
    {
        var positions = new List<string>();
        var topology = Topology(SideThenHandler, "in");
        using var bench = new TaskBench(topology, settings => settings with
        {
            ProductionExceptionHandler = (context, _) =>
            {
                positions.Add($"{context.Position} {context.Stage}");
                return ExceptionResponse.Continue;
            },
        }).Assign("in");
        bench.Producer.Refuse = record => record.Topic == "side" ? TooLarge : null;
        bench.Add("in", TestRecord.Text(7, "k", "v"), TestRecord.Text(8, "l", "quick"));
        bench.Run();
        End(bench, "v");

        positions.Should().Equal("record in-0@8 Production", "record in-0@7 Production");
        Sent(bench).Should().Equal("out:v");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(9);
    }

    [Test]
    public void A_sink_puts_another_record_in_the_place_of_one_that_is_refused_when_it_is_done()
    {
        using var bench = Start((stream, handle) => handle(stream).To("out", new Produced<string, string>().WithUnwritableRecordHandler(Shorten)));
        bench.Producer.Refuse = record => record.ValueText!.Length > 5 ? TooLarge : null;
        bench.Pipe("in", 0, "k", "long value");
        End(bench, "long value");
        Sent(bench).Should().Equal("out:short");
        bench.Task.Metrics.Replaced.Should().Be(1);

        static UnwritableAction Shorten(ref Commands.Streams.Records.Record<string, string> record, in UnwritableRecord problem)
        {
            record = record.WithValue("short");
            return UnwritableAction.Replace;
        }
    }

    [Test]
    public void What_a_sinks_handler_throws_when_the_record_is_done_goes_to_the_processing_handler()
    {
        var topology = Topology(
            (stream, handle) => handle(stream).To(
                "out", new Produced<string, string>().WithUnwritableRecordHandler(
                    (ref Commands.Streams.Records.Record<string, string> _, in UnwritableRecord _) => throw new FormatException("no idea"))),
            "in");
        using var bench = new TaskBench(
            topology, settings => settings with { ProcessingExceptionHandler = ExceptionHandlers.DeadLetter("letters") }).Assign("in");
        bench.Producer.Refuse = record => record.Topic == "out" ? TooLarge : null;
        bench.Pipe("in", 0, "k", "v");
        End(bench, "v");
        Sent(bench).Should().Equal("letters:v");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void A_record_that_waits_for_its_serde_holds_back_what_it_wrote_elsewhere()
    {
        var serde = new PendingSerde();
        using var bench = Start((stream, handle) =>
        {
            stream.To("side");
            stream.To("out", Produced.With(Serdes.String, serde));
            handle(stream.Filter((_, value) => value == "handled"));
        });
        serde.HoldBack();
        bench.Pipe("in", 0, "k", "v");
        bench.Producer.Sent.Should().BeEmpty();
        serde.Release();
        bench.Run();
        Sent(bench).Should().Equal("side:v", "out:v");
    }

    private static ClientException TooLarge => new(ClientErrorKind.RecordRefused, "MSG_SIZE_TOO_LARGE", "The record is too large.");

    private static void SideThenHandler(KStream<string, string> stream, Func<KStream<string, string>, KStream<string, string>> handle)
    {
        stream.To("side");
        handle(stream.Filter((_, value) => !value.StartsWith("quick", StringComparison.Ordinal))).To("out");
    }

    private static IEnumerable<string> Sent(TaskBench bench) => bench.Producer.Sent.Select(record => $"{record.Topic}:{record.ValueText}");

    private Topology Topology(
        Action<KStream<string, string>, Func<KStream<string, string>, KStream<string, string>>> describe, params IReadOnlyList<string> topics)
    {
        var builder = new StreamsBuilder();
        describe(
            builder.Stream<string, string>(topics),
            stream => stream.MapValuesAsync<string>((record, _) => Handle(record.Value), AsyncOptions.WithConcurrency(5)));
        return builder.Build();
    }

    private TaskBench Start(
        Action<KStream<string, string>, Func<KStream<string, string>, KStream<string, string>>> describe, params IReadOnlyList<string> topics)
    {
        var bench = new TaskBench(Topology(describe, topics.Count == 0 ? ["in"] : topics));
        foreach (var topic in topics.Count == 0 ? ["in"] : topics)
        {
            bench.Assign(topic);
        }

        return bench;
    }

    private TaskBench Start(Action<KStream<string, string>, Func<KStream<string, string>, KStream<string, string>>> describe, bool isTransactional) =>
        new TaskBench(Topology(describe, "in"), isTransactional: isTransactional).Assign("in");

    private ValueTask<string> Handle(string value) => Begin(value).WithResult;

    private TestHandler Begin(string value) => _handlers[value] = new TestHandler();

    private void End(TaskBench bench, string value)
    {
        _handlers[value].Succeed(value);
        bench.Run();
    }
}
