namespace Commands.Streams.Runtime.Committing;

/// <summary>
/// Decides when a worker commits next: once per commit interval, but always early enough that its open transaction does not reach the broker's timeout. Worker
/// only.
/// </summary>
internal sealed class CommitSchedule(RuntimeSettings settings)
{
    /// <summary>The rest of the transaction's time is reserved for the commit, which may have to wait for records in flight and be retried.</summary>
    private readonly TimeSpan _oldestTransaction = settings.ExactlyOnce ? settings.TransactionTimeout / 2 : TimeSpan.MaxValue;

    private readonly TimeSpan _interval = settings.ExactlyOnce && settings.TransactionTimeout / 3 < settings.CommitInterval
        ? settings.TransactionTimeout / 3
        : settings.CommitInterval;

    private TimeSpan _atLeast;
    private long _last = settings.TimeProvider.GetTimestamp();

    /// <summary>The time until the next commit; zero if one is due.</summary>
    public TimeSpan Left => Elapsed is var elapsed && elapsed < Interval ? Interval - elapsed : TimeSpan.Zero;

    /// <summary>True if requests for an early commit are ignored, because commits currently delay the work.</summary>
    public bool IsStretched => _atLeast > TimeSpan.Zero;

    private TimeSpan Interval => _atLeast > _interval ? _atLeast : _interval;

    private TimeSpan Elapsed => settings.TimeProvider.GetElapsedTime(_last);

    /// <summary>Called when everything that could be committed has been.</summary>
    /// <param name="atLeast">The minimum time until the next commit.</param>
    public void Committed(TimeSpan atLeast = default)
    {
        _atLeast = atLeast;
        _last = settings.TimeProvider.GetTimestamp();
    }

    /// <summary>True if a commit is due.</summary>
    /// <param name="perRecord">The time that the next record may take.</param>
    public bool IsDue(TimeSpan perRecord) => Elapsed is var elapsed && (elapsed >= Interval || perRecord >= _oldestTransaction - elapsed);
}
