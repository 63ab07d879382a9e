using Commands.Streams.Errors;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Processing;

public sealed class SerdeNotReadyTests
{
    private readonly PendingSerde _serde = new();
    private readonly List<string> _seen = [];

    [Test]
    public void A_record_whose_serde_is_not_ready_waits_with_those_behind_it_and_is_not_committed()
    {
        using var bench = Reading();
        bench.Pipe("in", 5, "k", "first");
        _serde.HoldBack();
        bench.Add("in", TestRecord.Text(6, "k", "second"), TestRecord.Text(7, "k", "third"));
        bench.Add("in", TestRecord.Text(8, "k", "fourth"));

        bench.Run().Should().Be(0);
        bench.Run().Should().Be(0);

        _seen.Should().Equal("first");
        _serde.Refusals.Should().Be(1, "it is asked again only when it is ready");
        bench.Commit().Single().Offset.Should().Be(6);
    }

    [Test]
    public void The_worker_is_woken_and_goes_on_in_order_when_the_serde_is_ready()
    {
        using var bench = Reading();
        _serde.HoldBack();
        bench.Add("in", TestRecord.Text(0, "k", "first"), TestRecord.Text(1, "k", "second"));
        var before = bench.WakeUps;

        _serde.Release();

        bench.WakeUps.Should().Be(before + 1);
        bench.Run().Should().Be(2);
        _seen.Should().Equal("first", "second");
        bench.Commit().Single().Offset.Should().Be(2);
    }

    [Test]
    public void A_record_that_cannot_be_read_once_the_serde_is_ready_goes_to_the_handler()
    {
        using var bench = Reading(ExceptionHandlers.Continue);
        _serde.HoldBack();
        bench.Add("in", TestRecord.Text(0, "k", "bad"), TestRecord.Text(1, "k", "good"));

        _serde.Release();
        bench.Run();

        _seen.Should().Equal("good");
        bench.Commit().Single().Offset.Should().Be(2);
    }

    [Test]
    public void What_cannot_be_had_fails_the_task_without_asking_the_handler_that_would_skip()
    {
        using var bench = Reading(ExceptionHandlers.Continue);
        _serde.HoldBack();
        bench.Add("in", TestRecord.Text(3, "k", "good"));

        _serde.Fail(new TimeoutException("Nobody answers."));

        bench.Invoking(task => task.Run()).Should().Throw<DeserializationException>().WithMessage("*in-0@3*Nobody answers.*");
        _seen.Should().BeEmpty();
    }

    [Test]
    public void Another_input_of_the_task_does_not_go_ahead_of_a_record_that_waits()
    {
        var builder = new StreamsBuilder();
        builder.Stream("a", Consumed.With(Serdes.String, _serde)).Merge(builder.Stream<string, string>("b")).ForEach((_, value) => _seen.Add(value));
        using var bench = new TaskBench(builder.Build(), settings => settings with { MaxTaskIdle = -1 });
        bench.Assign("a").Assign("b");
        _serde.HoldBack();
        bench.Add("a", TestRecord.Text(0, "k", "a1", 1));
        bench.Add("b", TestRecord.Text(0, "k", "b2", 2));
        bench.Run();
        _seen.Should().BeEmpty();

        _serde.Release();
        bench.Run();

        _seen.Should().Equal("a1", "b2");
    }

    [Test]
    public void A_partition_that_is_taken_away_forgets_the_record_that_waited()
    {
        using var bench = Reading();
        _serde.HoldBack();
        var batch = bench.Add("in", TestRecord.Text(0, "k", "first"));

        bench.Task.RemovePartition(TaskBench.Partition("in"));
        _serde.Release();

        bench.Run().Should().Be(0);
        batch.Disposals.Should().Be(1);
    }

    [Test]
    public void A_sink_keeps_what_it_cannot_write_yet_in_order_and_its_input_is_not_done()
    {
        using var bench = Writing();
        bench.Pipe("in", 0, "k", "first");
        _serde.HoldBack();
        bench.Add("in", TestRecord.Text(1, "k", "second"), TestRecord.Text(2, "k", "third"));

        bench.Run();

        bench.Producer.Sent.Select(sent => sent.ValueText).Should().Equal("first", "first!");
        bench.Commit().Single().Offset.Should().Be(1);
        _serde.Release();
        bench.Run();
        bench.Producer.Sent.Select(sent => sent.ValueText).Should().Equal("first", "first!", "second", "second!", "third", "third!");
        bench.Commit().Single().Offset.Should().Be(3);
    }

    [Test]
    public void A_sink_whose_serde_cannot_be_made_ready_fails_the_task()
    {
        using var bench = Writing();
        _serde.HoldBack();
        bench.Pipe("in", 0, "k", "first");

        _serde.Fail(new TimeoutException("Nobody answers."));

        bench.Invoking(task => task.Run()).Should().Throw<ProductionException>().WithMessage("Sink 'KSTREAM-SINK-*Nobody answers.");
    }

    [Test]
    public void A_function_that_calls_a_serde_which_is_not_ready_starts_its_task_again_instead_of_being_skipped()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").ForEach((_, _) => _serde.Deserialize([1], default));
        using var bench = new TaskBench(builder.Build(), settings => settings with { ProcessingExceptionHandler = ExceptionHandlers.Continue });
        bench.Assign("in");
        _serde.HoldBack();

        bench.Invoking(task => task.Pipe("in", 0, "k", "v"))
            .Should()
            .Throw<TaskCorruptedException>()
            .WithMessage("*called a serde that is not ready: It is held back by a test.*");
    }

    private TaskBench Reading(ExceptionHandler? handler = null)
    {
        var builder = new StreamsBuilder();
        builder.Stream("in", Consumed.With(Serdes.String, _serde)).ForEach((_, value) => _seen.Add(value));
        return new TaskBench(builder.Build(), settings => settings with { DeserializationExceptionHandler = handler ?? ExceptionHandlers.Fail }).Assign("in");
    }

    private TaskBench Writing()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").FlatMapValues(value => new[] { value, $"{value}!" }).To("out", Produced.With(Serdes.String, _serde));
        return new TaskBench(builder.Build()).Assign("in");
    }
}
