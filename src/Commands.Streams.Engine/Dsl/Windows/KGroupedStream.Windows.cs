namespace Commands.Streams;

public sealed partial class KGroupedStream<TKey, TValue>
{
    /// <summary>Groups the records by window too: a key's records of each window are aggregated by themselves.</summary>
    /// <param name="windows"><see cref="TimeWindows"/>, <see cref="SlidingWindows"/> or <see cref="UnlimitedWindows"/>.</param>
    public TimeWindowedKStream<TKey, TValue> WindowedBy(Windows windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return new TimeWindowedKStream<TKey, TValue>(this, windows);
    }

    /// <summary>Groups the records by session too: a key's records of each session are aggregated by themselves.</summary>
    /// <param name="windows">The sessions.</param>
    public SessionWindowedKStream<TKey, TValue> WindowedBy(SessionWindows windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return new SessionWindowedKStream<TKey, TValue>(this, windows);
    }
}
