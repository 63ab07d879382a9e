using Commands.Streams.Runtime.Workers;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Workers;

public sealed class StallWatchTests
{
    [Test]
    public void A_turn_that_does_not_end_is_reported_once_and_a_log_that_throws_ends_nothing()
    {
        using var worker = new SteppedWorker(builder => builder.Stream<string, string>("in").To("out"));
        using var signal = new WorkerSignal();
        var thread = new WorkerThread(worker.Worker, signal, worker.Settings, new ApplicationLifecycle("app", worker.Log));
        using var watch = new StallWatch([thread], worker.Settings);
        worker.Log.ThrowsAt = "has been in one turn";
        thread.Turn.Begin();

        worker.Time.Advance(TimeSpan.FromMinutes(2));

        worker.Log.Lines.Should().ContainSingle(line => line.Contains("app-worker-0 has been in one turn", StringComparison.Ordinal));
    }
}
