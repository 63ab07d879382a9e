namespace Commands.Streams.Operators.Windowing;

/// <summary>
/// When a window is closed, all comparisons side by side. They differ because the end of a tumbling or hopping window is the first instant after it, while
/// that of a sliding window or a session is the last one inside. The close time is the operator's stream time, less the grace; for sessions, less the gap
/// too, since a record can still join a session for that long.
/// </summary>
internal static class WindowRules
{
    /// <summary>True if a tumbling or hopping window takes no records any more.</summary>
    public static bool IsTimeWindowClosed(long end, long closeTime) => end <= closeTime;

    /// <summary>True if a sliding window takes no records any more.</summary>
    public static bool IsSlidingWindowClosed(long end, long closeTime) => end < closeTime;

    /// <summary>True if a session takes no records any more; its end is that after merging.</summary>
    public static bool IsSessionClosed(long end, long closeTime) => end < closeTime;

    /// <summary>
    /// True if a suppressed window is released. As in Kafka Streams, sliding windows and sessions are released one millisecond before they are closed, so a
    /// record of exactly that time still makes another result.
    /// </summary>
    public static bool IsReleased(long end, long closeTime) => end <= closeTime;
}
