namespace Commands.Streams.Runtime;

/// <summary>
/// What a worker does about failures that pass by themselves: wait a little longer each time, and give up once they have lasted too long without any
/// success. Times are those of the application's clock.
/// </summary>
internal sealed class FailureWindow(TimeSpan limit, TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private long _since;
    private TimeSpan _pause;

    public bool IsFailing => _pause > TimeSpan.Zero;

    /// <summary>One more failure.</summary>
    /// <returns>How long to wait; null where it has lasted too long.</returns>
    public TimeSpan? Failed()
    {
        if (!IsFailing)
        {
            _since = timeProvider.GetTimestamp();
            _pause = FirstPause;
            return _pause;
        }

        if (timeProvider.GetElapsedTime(_since) >= limit)
        {
            return null;
        }

        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return _pause;
    }

    public void Succeeded() => _pause = TimeSpan.Zero;
}
