namespace Commands.Streams.Processors;

/// <summary>The clock that drives a punctuation.</summary>
public enum PunctuationType
{
    /// <summary>
    /// The task's stream time: the largest timestamp of any record processed so far. First due at 0, that is, right after the first record, then at
    /// multiples of the interval. Does not advance without records.
    /// </summary>
    StreamTime,

    /// <summary>The wall clock of the application's <see cref="TimeProvider"/>. First due one interval after scheduling.</summary>
    WallClockTime,
}

/// <summary>A schedule that can be cancelled.</summary>
public interface ICancellable
{
    /// <summary>Cancels the schedule. May be called from the scheduled callback, and more than once.</summary>
    void Cancel();
}
