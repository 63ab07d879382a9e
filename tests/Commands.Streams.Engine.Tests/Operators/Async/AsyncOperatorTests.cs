using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Operators.Async;

public sealed class AsyncOperatorTests
{
    private readonly List<string> _started = [];
    private readonly Dictionary<string, TestHandler> _handlers = [];

    [Test]
    public void Any_history_keeps_order_per_key_bounds_and_exact_commits()
    {
        var record = Gen.Select(Gen.Int[0, 4], Gen.Enum<LaneOutcome>(), (key, outcome) => new LaneRecord($"k{key}", outcome));
        var step = Gen.Select(Gen.Enum<LaneStep>(), Gen.Int[0, 5]);
        Gen.Select(Gen.Int[1, 4], Gen.Bool, record.Array[0, 40], step.Array[0, 60]).Sample(
            (concurrency, adapts, records, steps) =>
            {
                var options = adapts ? AsyncOptions.WithAdaptiveConcurrency(1, concurrency) : AsyncOptions.WithConcurrency(concurrency);
                using var model = new LaneModel(options, records);
                foreach (var (kind, choice) in steps)
                {
                    model.Step(kind, choice);
                }

                model.Complete();
            },
            iter: 500);
    }

    [Test]
    public void Records_of_other_keys_overtake_one_that_waits()
    {
        using var bench = Start(concurrency: 2);
        bench.Add("in", TestRecord.Text(0, "a", "a0"), TestRecord.Text(1, "a", "a1"), TestRecord.Text(2, "b", "b0"));
        bench.Run();
        _started.Should().Equal("a0", "b0");

        End(bench, "b0");
        bench.Producer.Values.Should().Equal("b0");
        End(bench, "a0");
        End(bench, "a1");
        bench.Producer.Values.Should().Equal("b0", "a0", "a1");
    }

    [Test]
    public void Records_without_a_key_share_a_lane()
    {
        using var bench = Start(concurrency: 5);
        bench.Add("in", TestRecord.Text(0, null, "x"), TestRecord.Text(1, null, "y"));
        bench.Run();
        _started.Should().Equal("x");
    }

    [Test]
    public void Byte_array_keys_with_equal_bytes_share_a_lane()
    {
        var builder = new StreamsBuilder();
        builder.Stream<byte[], string>("in").MapValuesAsync<string>((record, _) => Handle(record.Value), AsyncOptions.WithConcurrency(5)).To("out");
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Add("in", TestRecord.Text(0, "k", "x"), TestRecord.Text(1, "k", "y"), TestRecord.Text(2, "other", "z"));
        bench.Run();
        _started.Should().Equal("x", "z");
    }

    [Test]
    public void A_full_operator_takes_nothing_more_and_goes_on_when_a_handler_ends()
    {
        using var bench = Start(concurrency: 1);
        bench.Add("in", TestRecord.Text(0, "a", "a0"), TestRecord.Text(1, "b", "b0"));
        bench.Run().Should().Be(1);
        bench.Queue("in").Buffered.Should().Be(1);

        End(bench, "a0");
        _started.Should().Equal("a0", "b0");
    }

    [Test]
    public void An_end_on_another_thread_wakes_the_worker_and_waits_for_it()
    {
        using var bench = Start(concurrency: 1);
        bench.Pipe("in", 0, "a", "a0");
        bench.WakeUps.Should().Be(0);

        var thread = new Thread(() => _handlers["a0"].Succeed("a0"));
        thread.Start();
        thread.Join();
        bench.WakeUps.Should().Be(1);
        bench.Producer.Sent.Should().BeEmpty("what follows runs on the worker");

        bench.Task.HasEndedHandlers.Should().BeTrue();
        bench.Run();
        bench.Producer.Values.Should().Equal("a0");
    }

    [Test]
    public void What_handlers_bring_for_a_revoked_partition_is_dropped_and_its_lane_goes_on()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>(["in", "other"])
            .MapValuesAsync<string>((record, _) => Handle(record.Value), AsyncOptions.WithConcurrency(4)).To("out");
        using var bench = new TaskBench(builder.Build()).Assign("in").Assign("other");
        bench.Add("in", TestRecord.Text(0, "k", "in0", 1), TestRecord.Text(1, "k", "in1", 2));
        bench.Add("other", TestRecord.Text(0, "k", "other0", 3));
        bench.Run();
        _started.Should().Equal("in0");

        bench.Task.RemovePartition(TaskBench.Partition("in"));
        bench.Batches[0].Disposals.Should().Be(1);
        End(bench, "in0");
        _started.Should().Equal("in0", "other0");

        End(bench, "other0");
        bench.Producer.Values.Should().Equal("other0");
        bench.Commit().Should().Equal(new OffsetCommit(TaskBench.Partition("other"), 1, CommitMetadata.Encode(3)));
    }

    [Test]
    public void A_handler_that_gives_up_when_its_task_drains_is_started_again_if_the_task_stays()
    {
        using var bench = StartWaiting();
        bench.Add("in", TestRecord.Text(0, "k", "a"), TestRecord.Text(1, "k", "b"), TestRecord.Text(2, "other", "c"));
        bench.Run();
        _started.Should().Equal("a", "c");

        bench.Task.BeginDrain();
        bench.Task.FinishHandlers();
        bench.Task.RunningHandlers.Should().Be(0, "nothing is left to be waited for");
        bench.Producer.Sent.Should().BeEmpty();
        bench.Commit().Should().BeEmpty("nothing is done");

        bench.Task.EndDrain();
        _started.Skip(2).Should().BeEquivalentTo("a", "c");
        End(bench, "a");
        End(bench, "c");
        End(bench, "b");
        bench.Producer.Values.Should().Equal("a", "c", "b");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(3);
    }

    [Test]
    public void A_handler_that_gives_up_is_forgotten_with_its_partition()
    {
        using var bench = StartWaiting();
        bench.Pipe("in", 0, "k", "a");

        bench.Task.BeginDrain();
        bench.Task.FinishHandlers();
        bench.Task.RemovePartition(TaskBench.Partition("in"));
        bench.Task.EndDrain();

        _started.Should().Equal("a");
        bench.Task.RunningHandlers.Should().Be(0);
        bench.Batches.Should().OnlyContain(batch => batch.Disposals == 1);
    }

    [Test]
    public void A_cancellation_that_is_not_the_drains_is_a_failure_like_any_other()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").MapValuesAsync<string>((record, _, _) => Handle(record.Value)).To("out");
        var asked = new List<Exception>();
        using var bench = new TaskBench(builder.Build(), settings => settings with
        {
            ProcessingExceptionHandler = (_, exception) =>
            {
                asked.Add(exception);
                return ExceptionResponse.Continue;
            },
        }).Assign("in");
        bench.Pipe("in", 0, "k", "a");

        bench.Task.BeginDrain();
        _handlers["a"].Fail(new OperationCanceledException());
        bench.Task.FinishHandlers();

        asked.Should().ContainSingle().Which.Should().BeOfType<OperationCanceledException>();
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void A_record_passes_two_asynchronous_operators_before_it_is_done()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in")
            .MapValuesAsync<string>((record, _) => Handle(record.Value), AsyncOptions.WithConcurrency(2))
            .ForEachAsync((record, _) => Begin(record.Value + "!").WithoutResult, AsyncOptions.WithConcurrency(2));
        using var bench = new TaskBench(builder.Build()).Assign("in");
        var batch = bench.Add("in", TestRecord.Text(0, "k", "v"));
        bench.Run();
        End(bench, "v");
        _started.Should().Equal("v", "v!");
        bench.Commit().Should().BeEmpty();
        batch.Disposals.Should().Be(0, "a retry or a dead letter needs the bytes");

        End(bench, "v!");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(1);
        batch.Disposals.Should().Be(1);
    }

    [Test]
    public void A_failure_is_put_before_the_handler_with_the_position_of_its_own_record()
    {
        var failures = new List<(string Position, string Message)>();
        using var bench = Start(concurrency: 2, settings => settings with
        {
            ProcessingExceptionHandler = (context, exception) =>
            {
                failures.Add((context.Position, exception.Message));
                return ExceptionResponse.DeadLetter("dlt");
            },
        });
        bench.Add("in", TestRecord.Text(5, "a", "a0"), TestRecord.Text(6, "b", "b0"));
        bench.Run();
        _handlers["a0"].Fail(new TimeoutException("no answer"));
        bench.Run();

        failures.Should().Equal(("record in-0@5", "no answer"));
        bench.Producer.Sent.Should().ContainSingle().Which.Should().Match<SentRecord>(
            record => record.Topic == "dlt" && record.KeyText == "a" && record.ValueText == "a0");
    }

    [Test]
    public void A_failure_fails_the_task_where_the_handler_says_so()
    {
        using var bench = Start(concurrency: 2);
        bench.Pipe("in", 3, "a", "a0");
        _handlers["a0"].Fail(new TimeoutException("no answer"));
        bench.Invoking(it => it.Run()).Should().Throw<ProcessingException>().WithMessage(
            "Processing record in-0@3 failed in node 'KSTREAM-MAPVALUESASYNC-0000000001' of task 0_0: no answer");
    }

    [Test]
    public void Handlers_hear_of_the_end_of_the_task()
    {
        var token = CancellationToken.None;
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").ForEachAsync((record, stopping) =>
        {
            token = stopping;
            return Begin(record.Value).WithoutResult;
        });
        var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Pipe("in", 0, "a", "a0");
        token.IsCancellationRequested.Should().BeFalse();
        bench.Dispose();
        token.IsCancellationRequested.Should().BeTrue();
    }

    [Test]
    public void A_handler_that_throws_when_it_is_cancelled_leaves_nothing_open([Values] bool atOnce)
    {
        using var thrown = new ManualResetEventSlim();
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").ForEachAsync((record, stopping) =>
        {
            stopping.Register(() =>
            {
                thrown.Set();
                throw new InvalidOperationException("no clean-up");
            });
            return Begin(record.Value).WithoutResult;
        });
        using var bench = new TaskBench(builder.Build(), settings => settings with { CancelsAtOnce = atOnce }).Assign("in");
        var batch = bench.Add("in", TestRecord.Text(0, "a", "a0"));
        bench.Run();

        bench.Invoking(it => it.Task.Dispose()).Should().NotThrow();
        thrown.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
        batch.Disposals.Should().Be(1);
        bench.WorkerProducer.SinkCount.Should().Be(0);
    }

    [Test]
    public void What_a_handler_does_when_it_is_cancelled_does_not_hold_up_the_worker()
    {
        var mayEnd = new ManualResetEventSlim();
        var ended = false;
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").ForEachAsync((record, stopping) =>
        {
            stopping.Register(() =>
            {
                mayEnd.Wait(TimeSpan.FromSeconds(30));
                Volatile.Write(ref ended, true);
            });
            return Begin(record.Value).WithoutResult;
        });
        var bench = new TaskBench(builder.Build(), settings => settings with { CancelsAtOnce = false }).Assign("in");
        bench.Pipe("in", 0, "a", "a0");
        bench.Dispose();
        Volatile.Read(ref ended).Should().BeFalse();
        mayEnd.Set();
    }

    [Test]
    public void A_handler_of_what_a_punctuation_forwards_runs_and_its_result_is_committed()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").Process(() => new Ticking()).MapValuesAsync<string>((record, _) => Handle(record.Value)).To("out");
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Pipe("in", 0, "a", "a0");
        _started.Should().Equal("tick");
        bench.Commit().Should().ContainSingle("the offset does not wait for the punctuation").Which.Offset.Should().Be(1);
        bench.Task.CommitNeeded.Should().BeFalse();

        End(bench, "tick");
        bench.Producer.Values.Should().Equal("tick");
        bench.Task.CommitNeeded.Should().BeTrue("what it wrote is to be flushed, or its transaction committed");
    }

    [Test]
    public void What_a_punctuation_writes_goes_out_when_its_handlers_have_ended()
    {
        var builder = new StreamsBuilder();
        var ticks = builder.Stream<string, string>("in").Process(() => new Ticking());
        ticks.To("side");
        ticks.ForEachAsync((record, _) => Begin(record.Value).WithoutResult);
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Pipe("in", 0, "a", "a0");
        bench.Producer.Sent.Should().BeEmpty();
        End(bench, "tick");
        bench.Producer.Values.Should().Equal("tick");
    }

    private TaskBench Start(int concurrency, Func<TaskSettings, TaskSettings>? configure = null)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in")
            .MapValuesAsync<string>((record, _) => Handle(record.Value), AsyncOptions.WithConcurrency(concurrency)).To("out");
        return new TaskBench(builder.Build(), configure).Assign("in");
    }

    /// <summary>Handlers that wait until the test ends them, or their task drains.</summary>
    private TaskBench StartWaiting()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").MapValuesAsync<string>(
            (record, _, draining) =>
            {
                var running = Handle(record.Value);
                var handler = _handlers[record.Value];
                draining.Register(() => handler.Fail(new OperationCanceledException(draining)));
                return running;
            },
            AsyncOptions.WithConcurrency(4)).To("out");
        return new TaskBench(builder.Build()).Assign("in");
    }

    private ValueTask<string> Handle(string value) => Begin(value).WithResult;

    private TestHandler Begin(string value)
    {
        _started.Add(value);
        return _handlers[value] = new TestHandler();
    }

    private void End(TaskBench bench, string value)
    {
        _handlers[value].Succeed(value);
        bench.Run();
    }

    private sealed class Ticking : IProcessor<string, string, string, string>
    {
        public void Init(ProcessorContext<string, string> context) => context.Schedule(
            TimeSpan.FromSeconds(1), PunctuationType.StreamTime, time => context.Forward(new Record<string, string>("tick", "tick", time)));

        public void Process(in Record<string, string> record)
        {
        }
    }
}
