namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// The policy for transient failures: wait a little longer after each, and stop once they have lasted too long. They are over after a success, or once work has
/// gone well for longer than it had been failing. Measured with the application's clock.
/// </summary>
internal sealed class FailureWindow(TimeSpan limit, TimeProvider timeProvider)
{
    private const long Never = -1;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private long _since;
    private long _last;
    private long _goodSince = Never;
    private long _restingSince = Never;
    private TimeSpan _pause;

    public bool IsFailing => _pause > TimeSpan.Zero;

    /// <summary>Called after each failure.</summary>
    /// <returns>How long to wait; null if the failures have lasted too long.</returns>
    public TimeSpan? Failed()
    {
        _last = timeProvider.GetTimestamp();
        _goodSince = _restingSince = Never;
        if (!IsFailing)
        {
            _since = _last;
            _pause = FirstPause;
            return _pause;
        }

        if (timeProvider.GetElapsedTime(_since, _last) >= limit)
        {
            return null;
        }

        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return _pause;
    }

    public void Succeeded() => _pause = TimeSpan.Zero;

    /// <summary>
    /// Called after a turn without a failure. That alone is not a success, since the record that caused the failure may still be in progress. It is one if
    /// there has been no unfinished work for a while, or no failure for as long as failures are tolerated.
    /// </summary>
    /// <param name="rests">True if there is no unfinished work.</param>
    public void WentWell(bool rests)
    {
        if (!IsFailing)
        {
            return;
        }

        var now = timeProvider.GetTimestamp();
        _goodSince = _goodSince == Never ? now : _goodSince;
        _restingSince = !rests ? Never : _restingSince == Never ? now : _restingSince;
        if (Lasts(_goodSince, now, limit) || (rests && Lasts(_restingSince, now, limit / 10)))
        {
            Succeeded();
        }
    }

    /// <summary>True if a period is longer than the failures had lasted, and longer than a given time.</summary>
    private bool Lasts(long begin, long now, TimeSpan atLeast) =>
        timeProvider.GetElapsedTime(begin, now) is var lasted && lasted > atLeast && lasted > timeProvider.GetElapsedTime(_since, _last);
}
