namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Limits how long a turn and each task's share of it may last, and decides how many records are processed between two readings of the clock: many while
/// functions are fast, so that the clock costs little; one while they are slow, so that a turn ends after its current record. Worker only, apart from <see
/// cref="Stop"/>.
/// </summary>
internal sealed class WorkBudget(TimeProvider timeProvider)
{
    /// <summary>Bounds the delay if functions suddenly become slow: at most this many records are processed before that is noticed.</summary>
    private const int Largest = 32;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan TaskSlice = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TurnSlice = TimeSpan.FromMilliseconds(100);

    private long _turnBegan;
    private long _taskBegan;
    private long _lookedAt;
    private TimeSpan _turnSlice;
    private volatile bool _isStopped;

    /// <summary>The number of records that may be processed before the next reading of the clock.</summary>
    public int Records { get; private set; } = 1;

    /// <summary>The average time per record between the last two readings of the clock.</summary>
    public TimeSpan PerRecord { get; private set; }

    /// <summary>True if no other task may run in this turn.</summary>
    public bool IsSpent => _isStopped || timeProvider.GetElapsedTime(_turnBegan, _lookedAt) >= _turnSlice;

    /// <summary>Begins a turn.</summary>
    /// <param name="most">The time until something else is due that the turn must not delay.</param>
    public void BeginTurn(TimeSpan most)
    {
        _turnBegan = _lookedAt = timeProvider.GetTimestamp();
        _turnSlice = most < TurnSlice ? most : TurnSlice;
    }

    /// <summary>Begins a task's share of the turn.</summary>
    public void BeginTask() => _taskBegan = _lookedAt;

    /// <summary>Reads the clock after some work.</summary>
    /// <param name="processed">The number of records processed since the last reading.</param>
    /// <returns>True if the task may continue in this turn.</returns>
    public bool Spend(int processed)
    {
        var before = _lookedAt;
        _lookedAt = timeProvider.GetTimestamp();
        if (processed > 0)
        {
            Adapt(timeProvider.GetElapsedTime(before, _lookedAt), processed);
        }

        return !IsSpent && timeProvider.GetElapsedTime(_taskBegan, _lookedAt) < TaskSlice;
    }

    /// <summary>Ends the current turn after the current record, and all later turns at their first reading of the clock. Any thread.</summary>
    public void Stop() => _isStopped = true;

    private void Adapt(TimeSpan elapsed, int processed)
    {
        PerRecord = elapsed / processed;
        if (elapsed > BetweenLooks)
        {
            Records = (int)Math.Clamp(Records * (BetweenLooks / elapsed), 1, Largest);
        }
        else if (processed >= Records)
        {
            Records = Math.Min(Records * 2, Largest);
        }
    }
}
