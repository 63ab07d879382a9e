namespace Commands.Streams;

/// <summary>
/// How far apart the timestamps of two records may be for a join of two streams: seen from a record of the left stream, those of the right stream from
/// <see cref="TimeBefore"/> before it to <see cref="TimeAfter"/> after it, both included. Immutable; each method returns a modified copy.
/// </summary>
public sealed record JoinWindows
{
    private JoinWindows(TimeSpan before, TimeSpan after, TimeSpan grace) => (TimeBefore, TimeAfter, Grace) = (before, after, grace);

    /// <summary>How much earlier than the left record a right record may be; negative if it must be later.</summary>
    public TimeSpan TimeBefore { get; private init; }

    /// <summary>How much later than the left record a right record may be; negative if it must be earlier.</summary>
    public TimeSpan TimeAfter { get; private init; }

    /// <summary>
    /// How late records may come, measured by the largest timestamp seen: so long are records kept, and so long do left and outer joins wait before they say
    /// that a record has no match.
    /// </summary>
    public TimeSpan Grace { get; }

    internal long BeforeMs => Milliseconds(TimeBefore);

    internal long AfterMs => Milliseconds(TimeAfter);

    internal long GraceMs => Milliseconds(Grace);

    internal TimeSpan Size => TimeBefore + TimeAfter;

    internal TimeSpan Retention => TimeBefore + TimeAfter + Grace;

    /// <summary>Creates windows that do not wait for late records.</summary>
    /// <param name="timeDifference">How far apart the timestamps may be, in either direction; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The difference is negative.</exception>
    public static JoinWindows OfTimeDifferenceWithNoGrace(TimeSpan timeDifference) => OfTimeDifferenceAndGrace(timeDifference, TimeSpan.Zero);

    /// <summary>Creates windows.</summary>
    /// <param name="timeDifference">How far apart the timestamps may be, in either direction; 0 or more.</param>
    /// <param name="grace">How late records may come; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The difference or the grace is negative.</exception>
    public static JoinWindows OfTimeDifferenceAndGrace(TimeSpan timeDifference, TimeSpan grace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeDifference, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        return new JoinWindows(timeDifference, timeDifference, grace);
    }

    /// <summary>Returns a copy with another time before.</summary>
    /// <param name="timeDifference">How much earlier than the left record a right record may be; negative if it must be later.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window would end before it begins.</exception>
    public JoinWindows Before(TimeSpan timeDifference)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeDifference, -TimeAfter);
        return this with { TimeBefore = timeDifference };
    }

    /// <summary>Returns a copy with another time after.</summary>
    /// <param name="timeDifference">How much later than the left record a right record may be; negative if it must be earlier.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window would end before it begins.</exception>
    public JoinWindows After(TimeSpan timeDifference)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeDifference, -TimeBefore);
        return this with { TimeAfter = timeDifference };
    }

    private static long Milliseconds(TimeSpan value) => value.Ticks / TimeSpan.TicksPerMillisecond;
}
