namespace Commands.Streams;

/// <summary>
/// Sessions: windows of records of a key that are no more than a gap apart, directly or through others. Their start is the first record, their end the last
/// one; both are inside.
/// </summary>
public sealed record SessionWindows
{
    private SessionWindows(TimeSpan inactivityGap, TimeSpan grace) => (InactivityGap, Grace) = (inactivityGap, grace);

    /// <summary>The longest time between neighbouring records of a session.</summary>
    public TimeSpan InactivityGap { get; }

    /// <summary>How long after its end and the gap a session still takes records, measured by the largest timestamp seen.</summary>
    public TimeSpan Grace { get; }

    internal long GapMs => InactivityGap.Ticks / TimeSpan.TicksPerMillisecond;

    internal long GraceMs => Grace.Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>Creates sessions that take no late records.</summary>
    /// <param name="inactivityGap">The longest time between neighbouring records, at least 1 ms.</param>
    public static SessionWindows OfInactivityGapWithNoGrace(TimeSpan inactivityGap) => OfInactivityGapAndGrace(inactivityGap, TimeSpan.Zero);

    /// <summary>Creates sessions.</summary>
    /// <param name="inactivityGap">The longest time between neighbouring records, at least 1 ms.</param>
    /// <param name="grace">How long after its end and the gap a session still takes records.</param>
    public static SessionWindows OfInactivityGapAndGrace(TimeSpan inactivityGap, TimeSpan grace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inactivityGap, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        return new SessionWindows(inactivityGap, grace);
    }
}
