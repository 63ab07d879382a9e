namespace Commands.Streams.Processors;

/// <summary>Which clock drives a punctuation.</summary>
public enum PunctuationType
{
    /// <summary>
    /// The task's stream time: the largest timestamp of any record taken so far. First due at 0, so right after the first record; then at
    /// multiples of the interval. Without records nothing happens.
    /// </summary>
    StreamTime,

    /// <summary>The wall clock, as the application's <see cref="TimeProvider"/> tells it. First due one interval after scheduling.</summary>
    WallClockTime,
}
