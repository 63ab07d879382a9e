namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// How long a turn may last, and the part of each task in it, and how many records may be processed between two looks at the clock: many while
/// functions are fast, so that they do not pay for the clock; one while they are slow, so that a turn ends after the record it is in. Worker only, but for
/// <see cref="Stop"/>.
/// </summary>
internal sealed class WorkBudget(TimeProvider timeProvider)
{
    /// <summary>How much goes wrong if functions become slow from one record to the next: so many records are processed before that is noticed.</summary>
    private const int Largest = 32;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan TaskSlice = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TurnSlice = TimeSpan.FromMilliseconds(100);

    private long _turnBegan;
    private long _taskBegan;
    private long _lookedAt;
    private TimeSpan _turnSlice;
    private volatile bool _isStopped;

    /// <summary>How many records may be processed before the next look at the clock.</summary>
    public int Records { get; private set; } = 1;

    /// <summary>How long the slowest of the last records took, at most.</summary>
    public TimeSpan PerRecord { get; private set; }

    /// <summary>Whether no further task may have its part in this turn.</summary>
    public bool IsSpent => _isStopped || timeProvider.GetElapsedTime(_turnBegan, _lookedAt) >= _turnSlice;

    /// <summary>Begins a turn.</summary>
    /// <param name="most">When something else is due that the turn must not delay.</param>
    public void BeginTurn(TimeSpan most)
    {
        _turnBegan = _lookedAt = timeProvider.GetTimestamp();
        _turnSlice = most < TurnSlice ? most : TurnSlice;
    }

    /// <summary>Begins the part of a task.</summary>
    public void BeginTask() => _taskBegan = _lookedAt;

    /// <summary>Looks at the clock after some work.</summary>
    /// <param name="processed">The records that were processed since the last look.</param>
    /// <returns>Whether the task may go on in this turn.</returns>
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

    /// <summary>Ends the turn after the record at work, and all later ones at their first look. Any thread.</summary>
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
