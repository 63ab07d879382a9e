using Commands.Streams.Testing.Driving;

namespace Commands.Streams.Testing;

/// <summary>
/// A clock that moves only on demand. Use the same instance for a <see cref="TopologyTestDriver"/> and for the handlers under test, and a
/// <c>Task.Delay(..., clock)</c> completes when the driver's clock is advanced. Thread-safe.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];

    // Read far more often than written, so it is written under the lock and read without it.
    private long _now;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">The initial time. By default 2000-01-01T00:00:00Z, so that tests do not depend on the day they run.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _now = (start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcTicks;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The due time of the next timer, if there is one.</summary>
    internal DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return Earliest()?.Due;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Advances the clock, timer by timer: each callback sees the time at which it was due. If a <see cref="TopologyTestDriver"/> uses the clock,
    /// call <see cref="TopologyTestDriver.AdvanceWallClock"/> instead, which also runs the work that the timers start.
    /// </summary>
    /// <param name="duration">How far to advance; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        var target = GetUtcNow() + duration;
        while (NextDue is { } due && due <= target)
        {
            MoveTo(due);
            FireDue();
        }

        MoveTo(target);
    }

    /// <summary>Sets the time without firing timers. Never moves it back.</summary>
    internal void MoveTo(DateTimeOffset time)
    {
        lock (_gate)
        {
            Volatile.Write(ref _now, Math.Max(time.UtcTicks, _now));
        }
    }

    /// <summary>Fires the timers that are due now, earliest first, on the caller's thread.</summary>
    /// <returns>True if there were any.</returns>
    internal bool FireDue()
    {
        var any = false;
        while (TakeDue() is { } timer)
        {
            any = true;
            timer.Fire();
        }

        return any;
    }

    /// <summary>Sets a timer, or unsets it if the due time is null.</summary>
    internal void Schedule(ManualTimer timer, TimeSpan? dueIn, TimeSpan? period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueIn is { } duration)
            {
                timer.Due = GetUtcNow() + duration;
                timer.Period = period;
                _timers.Add(timer);
            }
        }
    }

    private ManualTimer? TakeDue()
    {
        lock (_gate)
        {
            if (Earliest() is not { } timer || timer.Due > GetUtcNow())
            {
                return null;
            }

            _timers.Remove(timer);
            if (timer.Period is { } period)
            {
                timer.Due += period;
                _timers.Add(timer);
            }

            return timer;
        }
    }

    private ManualTimer? Earliest()
    {
        ManualTimer? earliest = null;
        foreach (var timer in _timers)
        {
            if (earliest is null || timer.Due < earliest.Due)
            {
                earliest = timer;
            }
        }

        return earliest;
    }
}
