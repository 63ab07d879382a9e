using Commands.Streams.Errors;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime;

/// <summary>Who starts again when a task has failed, and for how long that is tried.</summary>
public sealed class TaskRestartTests
{
    private readonly List<string> _started = [];
    private readonly Dictionary<string, TaskCompletionSource> _running = [];

    [Test]
    public void A_failed_delivery_starts_only_its_own_task_again()
    {
        using var worker = Handling(ProcessingGuarantee.AtLeastOnce);
        worker.Write("in", 0, "slow");
        worker.Write("in", 1, "quick");
        worker.RunUntil(() => _started.Count == 2, "both handlers run");
        worker.Faults.OfDelivery = ProducerFaults.Once("out", ProducerFaults.Error(ClientErrorKind.Retriable, "_MSG_TIMED_OUT"));

        _running["quick"].SetResult();
        worker.RunUntil(() => _started.Count == 3, "the handler whose response was not delivered runs again");
        _running["quick"].SetResult();
        _running["slow"].SetResult();
        worker.RunUntil(() => worker.Committed("in", 0) == 1 && worker.Committed("in", 1) == 1, "both are committed");

        _started.Should().Equal("slow", "quick", "quick");
        worker.Read("out").Should().BeEquivalentTo(["slow", "quick"]);
        worker.Log.Lines.Should().ContainSingle(line => line.Contains("restarts tasks 0_1"));
    }

    [Test]
    public void A_failed_delivery_of_a_task_that_has_ended_is_nobodys()
    {
        var failed = false;
        using var worker = new SteppedWorker(builder => builder.Stream<string, string>("in").Peek((_, value) =>
        {
            if (value == "bad" && !failed)
            {
                failed = true;
                throw new TaskCorruptedException("The test starts the task again.", new InvalidOperationException());
            }
        }).To("out"));
        worker.Faults.OfDelivery = topic =>
            ProducerFaults.Once("out", ProducerFaults.Error(ClientErrorKind.Retriable, "_MSG_TIMED_OUT"))(failed ? "none" : topic);
        worker.Write("in", 0, "good", "bad");

        worker.RunUntil(() => worker.Committed("in", 0) == 2, "both are committed");

        worker.Read("out").Should().Equal("good", "bad");
    }

    [Test]
    public void Exactly_once_a_task_without_work_in_the_aborted_transaction_goes_on()
    {
        var failed = false;
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in")
                .Peek((_, value) =>
                {
                    if (value == "bad" && !failed)
                    {
                        failed = true;
                        throw new TaskCorruptedException("The test starts the task again.", new InvalidOperationException());
                    }
                })
                .MapValuesAsync(HandleAsync).To("out"),
            options => options with { Guarantee = ProcessingGuarantee.ExactlyOnce });
        worker.Write("in", 0, "slow");
        worker.RunUntil(() => _started.Count == 1, "the handler runs");

        worker.Write("in", 1, "bad");
        worker.RunUntil(() => _started.Contains("bad"), "the other task has recovered");
        _running["bad"].SetResult();
        _running["slow"].SetResult();
        worker.RunUntil(() => worker.Committed("in", 0) == 1 && worker.Committed("in", 1) == 1, "both are committed");

        _started.Should().Equal("slow", "bad");
        worker.Read("out").Should().BeEquivalentTo(["slow", "bad"]);
    }

    [Test]
    public void A_task_that_throws_while_it_is_closed_keeps_no_other_open()
    {
        using var cancelled = new SemaphoreSlim(0);
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in").ForEachAsync(async (record, stopping) =>
            {
                _started.Add(record.Value);
                stopping.Register(() =>
                {
                    cancelled.Release();
                    throw new InvalidOperationException("A bad callback.");
                });
                await new TaskCompletionSource().Task;
            }),
            options => options with { DrainTimeout = TimeSpan.Zero });
        worker.Write("in", 0, "a");
        worker.Write("in", 1, "b");
        worker.RunUntil(() => _started.Count == 2, "both handlers run");

        worker.Invoking(it => it.Stop()).Should().NotThrow();

        cancelled.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
        cancelled.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue("the other task is closed too");
    }

    [Test]
    public void A_worker_whose_producer_is_fenced_at_each_send_gives_up()
    {
        using var worker = Copying();
        worker.Faults.OfCall = call => call == "begin" ? ProducerFaults.Error(ClientErrorKind.Fenced, "PRODUCER_FENCED") : null;
        worker.Write("in", 0, "a");
        GivesUp(worker, "*PRODUCER_FENCED*");
    }

    [Test]
    public void A_task_that_fails_again_and_again_gives_up_although_others_commit()
    {
        var written = 0;
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in").Peek((_, value) => FailIf(value == "bad")).To("out"),
            options => options with { TaskTimeout = TimeSpan.FromSeconds(20) });
        worker.Write("in", 0, "bad");

        worker.Invoking(it => it.RunUntil(
            () =>
            {
                worker.Write("in", 1, $"good-{written++}");
                return false;
            },
            "it gives up")).Should().Throw<StreamsException>().WithMessage("*has made no progress for 00:00:20*no metadata*");

        worker.Committed("in", 1).Should().BeGreaterThan(10);
    }

    [Test]
    public void A_task_whose_other_records_are_committed_beyond_the_one_that_fails_gives_up()
    {
        var written = 0;
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in").MapValuesAsync(
                async ValueTask<string> (record, _) =>
                {
                    await Task.Yield();
                    return record.Value;
                },
                AsyncOptions.WithConcurrency(4)).Peek((_, value) => FailIf(value == "bad")).To("out"),
            options => options with { TaskTimeout = TimeSpan.FromSeconds(20) });
        worker.Write("in", 0, "bad");

        worker.Invoking(it => it.RunUntil(
            () =>
            {
                worker.Write("in", 0, $"good-{written++}");
                return false;
            },
            "it gives up")).Should().Throw<StreamsException>().WithMessage("*has made no progress for 00:00:20*no metadata*");
    }

    [Test]
    public void Failures_that_pass_are_forgotten_once_what_failed_is_committed()
    {
        var fails = false;
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in").Peek((_, _) => FailIf(fails)).To("out"),
            options => options with { TaskTimeout = TimeSpan.FromSeconds(20) });
        for (var round = 0; round < 4; round++)
        {
            fails = true;
            worker.Write("in", 0, $"{round}");
            var end = worker.Time.GetUtcNow() + TimeSpan.FromSeconds(15);
            worker.RunUntil(() => worker.Time.GetUtcNow() > end, "it tries for a while");
            fails = false;
            worker.RunUntil(() => worker.Committed("in", 0) == round + 1, "it has recovered");
        }
    }

    [TestCase("init", ClientErrorKind.Retriable)]
    [TestCase("commit", ClientErrorKind.Fenced)]
    public void Wake_ups_do_not_shorten_the_pause_before_the_worker_joins_again(string call, ClientErrorKind kind)
    {
        var failures = 0;
        using var worker = Copying();
        worker.Faults.OfCall = called => called == call && ++failures > 0 ? ProducerFaults.Error(kind, "INVALID_PRODUCER_EPOCH") : null;
        worker.Write("in", 0, "a");
        for (var turn = 0; turn < 1000 && failures == 0; turn++)
        {
            worker.Wake();
            worker.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var producers = worker.Faults.Producers;
        for (var turn = 0; turn < 48; turn++)
        {
            worker.Wake();
            worker.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        worker.Faults.Producers.Should().Be(producers);
        worker.Time.Advance(TimeSpan.FromMilliseconds(1));
        worker.Wake();
        worker.Faults.Producers.Should().Be(producers + 1);
    }

    private static void GivesUp(SteppedWorker worker, string because)
    {
        var begin = worker.Time.GetUtcNow();
        worker.Invoking(it => it.RunUntil(() => false, "it gives up"))
            .Should()
            .Throw<StreamsException>()
            .WithMessage($"*has made no progress for 00:00:20*{because}");
        (worker.Time.GetUtcNow() - begin).Should().BeLessThan(TimeSpan.FromSeconds(25));
    }

    private static void FailIf(bool fails)
    {
        if (fails)
        {
            throw new TaskCorruptedException("The topic has no metadata.");
        }
    }

    private static SteppedWorker Copying() => new(
        builder => builder.Stream<string, string>("in").To("out"),
        options => options with { Guarantee = ProcessingGuarantee.ExactlyOnce, TaskTimeout = TimeSpan.FromSeconds(20) });

    private SteppedWorker Handling(ProcessingGuarantee guarantee) => new(
        builder => builder.Stream<string, string>("in").MapValuesAsync(HandleAsync).To("out"),
        options => options with { Guarantee = guarantee });

    private async ValueTask<string> HandleAsync(Streams.Records.Record<string, string> record, CancellationToken stopping)
    {
        _started.Add(record.Value);
        _running[record.Value] = new TaskCompletionSource();
        await _running[record.Value].Task;
        return record.Value;
    }
}
