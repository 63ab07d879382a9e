using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Windowing;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams;

/// <summary>One window for each key, which begins at a time and never ends. Earlier records are in no window.</summary>
public sealed record UnlimitedWindows : Windows
{
    private UnlimitedWindows(DateTimeOffset start) => Start = start;

    /// <summary>The start, which is inside.</summary>
    public DateTimeOffset Start { get; }

    internal override long SizeMs => long.MaxValue;

    internal override long GraceMs => 0;

    internal override long MinRetentionMs => long.MaxValue;

    internal override bool IsCachedOnClose => true;

    internal override bool HaveEnds => false;

    /// <summary>Creates a window that begins with Unix time.</summary>
    public static UnlimitedWindows Of() => new(DateTimeOffset.UnixEpoch);

    /// <summary>Creates a window that begins at a time.</summary>
    /// <param name="start">The time, not before 1970.</param>
    public static UnlimitedWindows StartOn(DateTimeOffset start)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, DateTimeOffset.UnixEpoch);
        return new UnlimitedWindows(start);
    }

    internal override ProcessorNode CreateNode<TKey, TValue, TAggregate>(
        string name, WindowedRows<TKey, TAggregate> rows, Aggregation<TKey, TValue, TAggregate> aggregation, bool isOnClose) =>
        new TimeWindowOperator<TKey, TValue, TAggregate>(
            name, new WindowShape(SizeMs, SizeMs, 0, Start.ToUnixTimeMilliseconds()), rows, aggregation, isOnClose);
}
