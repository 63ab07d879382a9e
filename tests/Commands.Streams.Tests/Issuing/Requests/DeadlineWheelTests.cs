using Commands.Streams.Clients;
using Commands.Streams.Issuing.Requests;
using Commands.Streams.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Issuing.Requests;

public sealed class DeadlineWheelTests
{
    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    [Test]
    public void Nothing_is_due_early_or_more_than_two_turns_late() =>
        Gen.Select(Gen.Int[1, 20_000], Gen.Int[1, 700]).Array[1, 50].Sample(steps =>
        {
            var clock = new FakeTimeProvider();
            using var kafka = new FakeStreamsClient();
            var client = kafka.CreateCommandClient(Warehouse.Commands, new CommandClientOptions { TimeProvider = clock });
            var requests = new List<(Task<CommandOutcome<string>> Request, DateTimeOffset Due)>();
            foreach (var (timeout, pause) in steps)
            {
                var request = client.RequestAsync(1, "a", Receipts, TimeSpan.FromMilliseconds(timeout)).AsTask();
                requests.Add((request, clock.GetUtcNow().AddMilliseconds(timeout)));
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                Check(requests, client.Pending.Count, clock.GetUtcNow());
            }

            clock.Advance(TimeSpan.FromSeconds(21));
            client.Pending.Deadlines.Should().Be(0);
        }, iter: 300, threads: 1);

    [Test]
    public void Deadline_that_passes_while_its_thread_is_held_up_is_found_in_the_next_turn()
    {
        var clock = new HeldUpTime();
        using var wheel = new DeadlineWheel(clock);
        wheel.Add(new Request(), TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromMilliseconds(100));
        clock.Behind = TimeSpan.FromMilliseconds(60);

        wheel.Add(new Request(), TimeSpan.FromMilliseconds(5));
        clock.Behind = TimeSpan.Zero;
        clock.Advance(DeadlineWheel.Turn * 2);

        wheel.Count.Should().Be(1, "the deadline was not left for the next round of the wheel");
    }

    private static void Check(List<(Task<CommandOutcome<string>> Request, DateTimeOffset Due)> requests, int pending, DateTimeOffset now)
    {
        pending.Should().BeGreaterThanOrEqualTo(requests.Count(request => request.Due > now), "nothing ends early");
        pending.Should().BeLessThanOrEqualTo(requests.Count(request => request.Due > now - (2 * DeadlineWheel.Turn)), "nothing ends late");
    }

    /// <summary>A clock that tells a thread that was held up what it was.</summary>
    private sealed class HeldUpTime : FakeTimeProvider
    {
        public TimeSpan Behind { get; set; }

        public override long GetTimestamp() => base.GetTimestamp() - (long)(Behind.TotalSeconds * TimestampFrequency);
    }

    private sealed class Request() : PendingRequest(null!)
    {
        public override bool Answer(long use, RecordBatch batch, int index) => false;

        protected override void ResetResult()
        {
        }

        protected override void SetNotSent(NotSentReason reason, string message)
        {
        }

        protected override void SetUnknown(UnknownReason reason, string message)
        {
        }

        protected override void SetCanceled(CancellationToken token)
        {
        }

        protected override void Recycle()
        {
        }
    }
}
