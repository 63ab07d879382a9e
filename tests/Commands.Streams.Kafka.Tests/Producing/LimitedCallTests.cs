using Commands.Streams.Kafka.Producing;

namespace Commands.Streams.Kafka.Tests.Producing;

internal sealed class LimitedCallTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Test]
    public void Call_that_returns_in_time_gives_its_result_and_the_next_may_follow()
    {
        var calls = new LimitedCall("test");
        calls.TryRun(() => 7, Long, out var first).Should().BeTrue();
        calls.TryRun(() => 8, Long, out var second).Should().BeTrue();

        (first, second).Should().Be(((nint)7, (nint)8));
        calls.IsLost.Should().BeFalse();
        var released = false;
        calls.End(() => released = true);
        released.Should().BeTrue();
    }

    [Test]
    public void Call_that_overruns_is_given_up_and_what_it_uses_is_released_when_it_returns_after_all()
    {
        using var native = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var calls = new LimitedCall("test");

        calls.TryRun(() => Wait(native), TimeSpan.Zero, out _).Should().BeFalse();
        calls.IsLost.Should().BeTrue();
        calls.End(released.Set);
        released.IsSet.Should().BeFalse();
        native.Set();

        released.Wait(Long).Should().BeTrue();
        calls.Invoking(lost => lost.TryRun(() => 1, Long, out _)).Should().Throw<ObjectDisposedException>();
    }

    [Test]
    public void Call_that_overran_and_has_returned_keeps_nothing()
    {
        using var native = new ManualResetEventSlim();
        var thread = new TaskCompletionSource<Thread>();
        var calls = new LimitedCall("test");
        calls.TryRun(
            () =>
            {
                thread.SetResult(Thread.CurrentThread);
                return Wait(native);
            },
            TimeSpan.Zero,
            out _).Should().BeFalse();

        native.Set();
        thread.Task.Result.Join(Long).Should().BeTrue();
        var released = false;
        calls.End(() => released = true);

        released.Should().BeTrue();
    }

    private static nint Wait(ManualResetEventSlim until)
    {
        until.Wait(Long);
        return 1;
    }
}
