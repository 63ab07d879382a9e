namespace Commands.Streams.Testing.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);

    [Test]
    public void Time_and_timestamps_move_only_when_advanced()
    {
        var start = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromSeconds(3));

        _clock.GetUtcNow().Should().Be(DateTimeOffset.UnixEpoch.AddSeconds(3));
        _clock.GetElapsedTime(start).Should().Be(TimeSpan.FromSeconds(3));
        _clock.Invoking(clock => clock.Advance(TimeSpan.FromTicks(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Test]
    public void Timers_fire_in_the_order_they_are_due_each_at_its_time()
    {
        var fired = new List<string>();
        using var late = Timer("late", 20, Timeout.Infinite);
        using var periodic = Timer("periodic", 5, 10);
        using var disposed = Timer("disposed", 1, 1);
        disposed.Dispose();

        _clock.Advance(TimeSpan.FromMilliseconds(26));

        fired.Should().Equal("periodic@5", "periodic@15", "late@20", "periodic@25");

        ITimer Timer(string name, int due, int period) => _clock.CreateTimer(
            _ => fired.Add($"{name}@{_clock.GetUtcNow().ToUnixTimeMilliseconds()}"), null, TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(period));
    }

    [Test]
    public void Timer_that_is_changed_forgets_when_it_was_due()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);

        timer.Change(TimeSpan.FromMilliseconds(50), Timeout.InfiniteTimeSpan).Should().BeTrue();
        _clock.Advance(TimeSpan.FromMilliseconds(49));
        fired.Should().Be(0);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        fired.Should().Be(1);
    }

    [Test]
    public void Delay_ends_when_the_clock_is_advanced()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _clock);

        _clock.Advance(TimeSpan.FromMinutes(1));

        delay.IsCompletedSuccessfully.Should().BeTrue();
    }
}
