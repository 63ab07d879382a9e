namespace Commands.Streams.Operators.Windowing;

/// <summary>Windows at fixed times, all in milliseconds.</summary>
/// <param name="Size">The size; <see cref="long.MaxValue"/> for a window without an end.</param>
/// <param name="Advance">From the start of one window to that of the next.</param>
/// <param name="Grace">How long after its end a window takes records.</param>
/// <param name="First">The start of the first window.</param>
internal readonly record struct WindowShape(long Size, long Advance, long Grace, long First = 0)
{
    private bool IsUnlimited => Size == long.MaxValue;

    /// <summary>The start of the first window that holds an instant; later than the instant if there is none.</summary>
    public long FirstStart(long timestamp) => IsUnlimited
        ? First
        : Math.Max(0, timestamp - Size + Advance) / Advance * Advance;

    /// <summary>True if no later window holds an instant that this one holds.</summary>
    public bool IsLast(long start, long timestamp) => IsUnlimited || start > timestamp - Advance;

    /// <summary>The end of a window; windows at the end of time are cut off there.</summary>
    public long EndOf(long start) => start > long.MaxValue - Size ? long.MaxValue : start + Size;

    /// <summary>The largest start of a window that ends by a time; negative if there is none.</summary>
    public long LastStartEndedBy(long time) => IsUnlimited || time < Size ? -1 : (time - Size) / Advance * Advance;
}
