namespace Commands.Streams.Testing.Driving;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>, which owns its due time: fields are changed only under the clock's lock.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private volatile bool _disposed;

    public DateTimeOffset Due { get; set; }

    public TimeSpan? Period { get; set; }

    public void Fire()
    {
        if (!_disposed)
        {
            callback(state);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        clock.Schedule(this, IfAny(dueTime), period > TimeSpan.Zero ? period : null);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Schedule(this, null, null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static TimeSpan? IfAny(TimeSpan duration) => duration == Timeout.InfiniteTimeSpan ? null : duration;
}
