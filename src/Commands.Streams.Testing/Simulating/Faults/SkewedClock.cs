namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>The clock of one machine: it is off by some time, and drifts. Its timers are the world's, since what they measure is short.</summary>
/// <param name="world">The true clock.</param>
/// <param name="offset">How far it is ahead at first.</param>
/// <param name="drift">What it gains in a unit of time.</param>
internal sealed class SkewedClock(ManualTimeProvider world, TimeSpan offset, double drift) : TimeProvider
{
    private readonly DateTimeOffset _start = world.GetUtcNow();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        var now = world.GetUtcNow();
        return now + offset + TimeSpan.FromTicks((long)((now - _start).Ticks * drift));
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        world.CreateTimer(callback, state, dueTime, period);
}
