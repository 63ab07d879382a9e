using Commands.Streams.Records;

namespace Commands.Streams.Tests;

public sealed class WaitingSidesTests
{
    private readonly RewindableTimeProvider _clock = new();

    [Test]
    public void Sides_expire_in_time_although_the_wall_clock_goes_back_and_forth()
    {
        var waiting = new WaitingSides(TimeSpan.FromMinutes(5), _clock);

        waiting.Add(Side("first"));
        _clock.Pass(TimeSpan.FromMinutes(1), wallClock: TimeSpan.FromHours(-2));
        waiting.Add(Side("second"));
        _clock.Pass(TimeSpan.FromMinutes(2), wallClock: TimeSpan.FromHours(3));
        Expired(waiting).Should().BeEmpty("only three minutes have passed");
        _clock.Pass(TimeSpan.FromMinutes(2), wallClock: TimeSpan.FromMinutes(2));
        Expired(waiting).Should().Equal("first");
        _clock.Pass(TimeSpan.FromMinutes(1), wallClock: TimeSpan.FromHours(-1));
        Expired(waiting).Should().Equal("second");
    }

    [Test]
    public void Side_that_was_removed_is_not_found_and_does_not_expire()
    {
        var waiting = new WaitingSides(TimeSpan.FromMinutes(5), _clock);
        waiting.Add(Side("first"));
        waiting.Add(Side("second"));

        waiting.TryFind(CorrelationId.FromText("first"), out var found).Should().BeTrue();
        waiting.Remove(found!);
        _clock.Pass(TimeSpan.FromMinutes(6), wallClock: TimeSpan.Zero);

        waiting.TryFind(CorrelationId.FromText("first"), out _).Should().BeFalse();
        Expired(waiting).Should().Equal("second");
    }

    private static WaitingSide Side(string id) =>
        new(CorrelationId.FromText(id), IsCommand: true, CommandId.FromText(id), Headers.Empty, Payload: null, Timestamp: 0);

    private static List<string> Expired(WaitingSides waiting)
    {
        var expired = new List<string>();
        while (waiting.TryExpire(out var side))
        {
            expired.Add(side.CommandId.Text);
        }

        return expired;
    }

    private sealed class RewindableTimeProvider : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(30);
        private long _elapsed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _elapsed;

        public void Pass(TimeSpan time, TimeSpan wallClock)
        {
            _elapsed += time.Ticks;
            _now += wallClock;
        }
    }
}
