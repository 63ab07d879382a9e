namespace Commands.Streams.Runtime.Rebalancing;

/// <summary>
/// What is done about failures that pass by themselves: wait a little longer each time, and give up once they have lasted too long. They are over with a
/// success, or once work has gone well for longer than it had failed. Times are those of the application's clock.
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

    /// <summary>One more failure.</summary>
    /// <returns>How long to wait; null if it has lasted too long.</returns>
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
    /// A turn went well. That alone is no success: what failed may be what is still in hand. Nothing in hand for a while is one, and so is no failure for as
    /// long as failures are tolerated.
    /// </summary>
    /// <param name="rests">Whether nothing is in hand.</param>
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

    /// <summary>Whether something has lasted longer than the failures had, and than a given time.</summary>
    private bool Lasts(long begin, long now, TimeSpan atLeast) =>
        timeProvider.GetElapsedTime(begin, now) is var lasted && lasted > atLeast && lasted > timeProvider.GetElapsedTime(_since, _last);
}
