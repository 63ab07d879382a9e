namespace Commands.Streams.Runtime.Committing;

/// <summary>
/// When a worker commits next: each commit interval, and in any case so early that its open transaction cannot become too old for the broker. Worker only.
/// </summary>
internal sealed class CommitSchedule(RuntimeSettings settings)
{
    /// <summary>A commit may have to wait for records on their way, and be tried again; the rest of the transaction's time is for that.</summary>
    private readonly TimeSpan _oldestTransaction = settings.ExactlyOnce ? settings.TransactionTimeout / 2 : TimeSpan.MaxValue;

    private readonly TimeSpan _interval = settings.ExactlyOnce && settings.TransactionTimeout / 3 < settings.CommitInterval
        ? settings.TransactionTimeout / 3
        : settings.CommitInterval;

    private TimeSpan _atLeast;
    private long _last = settings.TimeProvider.GetTimestamp();

    /// <summary>How long until the next commit; zero if one is due.</summary>
    public TimeSpan Left => Elapsed is var elapsed && elapsed < Interval ? Interval - elapsed : TimeSpan.Zero;

    /// <summary>Whether nobody may ask for a commit before it is due, because commits hold the work up for the moment.</summary>
    public bool IsStretched => _atLeast > TimeSpan.Zero;

    private TimeSpan Interval => _atLeast > _interval ? _atLeast : _interval;

    private TimeSpan Elapsed => settings.TimeProvider.GetElapsedTime(_last);

    /// <summary>What can be committed is committed.</summary>
    /// <param name="atLeast">The shortest time to the next commit.</param>
    public void Committed(TimeSpan atLeast = default)
    {
        _atLeast = atLeast;
        _last = settings.TimeProvider.GetTimestamp();
    }

    /// <summary>Whether a commit is due.</summary>
    /// <param name="perRecord">How long the next record may take.</param>
    public bool IsDue(TimeSpan perRecord) => Elapsed is var elapsed && (elapsed >= Interval || perRecord >= _oldestTransaction - elapsed);
}
