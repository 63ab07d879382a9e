using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime;

/// <summary>What a command that waits ten minutes for its next try does when its worker loses its partition.</summary>
public sealed class DrainTests
{
    private static readonly TimeSpan LongBackoff = TimeSpan.FromMinutes(10);

    private readonly List<string> _tries = [];

    [Test]
    public void A_worker_that_stops_does_not_wait_for_it([Values] ProcessingGuarantee guarantee)
    {
        using var worker = Start(guarantee);
        worker.Write("in", 0, "a");
        worker.RunUntil(() => _tries.Count == 1, "the first try has failed");
        var begin = worker.Time.GetUtcNow();

        worker.Stop();

        (worker.Time.GetUtcNow() - begin).Should().BeLessThan(TimeSpan.FromSeconds(1));
        NothingIsWritten(worker);
    }

    [Test]
    public void A_rebalance_does_not_wait_for_it_and_its_next_owner_begins_with_the_first_try([Values] ProcessingGuarantee guarantee)
    {
        using var worker = Start(guarantee);
        worker.Write("in", 0, "a");
        worker.Write("in", 1, "a");
        worker.RunUntil(() => _tries.Count == 2, "both have failed once");
        using var other = worker.Another();
        var begin = worker.Time.GetUtcNow();

        other.RunUntil(
            () =>
            {
                worker.Step();
                return _tries.Count == 3;
            },
            "the other worker tries");

        (worker.Time.GetUtcNow() - begin).Should().BeLessThan(TimeSpan.FromSeconds(3), "handlers at work would have five");
        _tries.Should().AllBe("a, try 1");
        worker.Log.Lines.Should().NotContain(line => line.Contains("did not complete within", StringComparison.Ordinal));
        NothingIsWritten(worker);
    }

    [Test]
    public void A_try_that_is_at_work_may_end_and_does_not_begin_another([Values] ProcessingGuarantee guarantee)
    {
        var atWork = new TaskCompletionSource();
        using var worker = Start(guarantee, _ => atWork.Task);
        worker.Write("in", 0, "a");
        worker.RunUntil(() => _tries.Count == 1, "the first try is at work");
        worker.Waiting = () => atWork.TrySetException(new InvalidOperationException("It failed in the end."));
        var begin = worker.Time.GetUtcNow();

        worker.Stop();

        (worker.Time.GetUtcNow() - begin).Should().BeLessThan(TimeSpan.FromSeconds(1));
        _tries.Should().ContainSingle();
        NothingIsWritten(worker);
    }

    private static void NothingIsWritten(SteppedWorker worker)
    {
        worker.Committed("in", 0).Should().BeLessThanOrEqualTo(0);
        worker.Read("out").Should().BeEmpty();
        worker.Read("dead").Should().BeEmpty();
    }

    private SteppedWorker Start(ProcessingGuarantee guarantee, Func<Command<string, string>, Task>? handle = null)
    {
        var commands = CommandStream.Define("in", Serdes.String, Serdes.String, partitions: 2);
        var responses = ResponseStream.Define("out", Serdes.String, Serdes.String, partitions: 2);
        var subscriber = new CommandTopology<string, string>(commands)
            .Respond(responses)
            .Retry(5, Backoff.Exponential(LongBackoff))
            .DeadLetterTo("dead")
            .ForEach(async (command, _) =>
            {
                _tries.Add($"{command.Value}, try {command.Attempt}");
                await (handle?.Invoke(command) ?? Task.FromException(new InvalidOperationException("Not now.")));
                return "done";
            });
        var worker = new SteppedWorker(subscriber.AddTo, options => options with { Guarantee = guarantee });
        worker.Cluster.CreateTopic("dead", 1);
        return worker;
    }
}
