using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Windowing;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams;

/// <summary>
/// Windows of a fixed size that begin at multiples of their advance from the beginning of Unix time: tumbling windows, one after another, or, with an advance
/// smaller than the size, hopping windows, which overlap. Their start is inside, their end is not.
/// </summary>
public sealed record TimeWindows : Windows
{
    private TimeWindows(TimeSpan size, TimeSpan grace) => (Size, Advance, Grace) = (size, size, grace);

    /// <summary>The size.</summary>
    public TimeSpan Size { get; }

    /// <summary>From the start of one window to that of the next.</summary>
    /// <value>Default: the size.</value>
    public TimeSpan Advance { get; private init; }

    /// <summary>How long after its end a window still takes records, measured by the largest timestamp seen.</summary>
    public TimeSpan Grace { get; }

    internal override long SizeMs => Milliseconds(Size);

    internal override long GraceMs => Milliseconds(Grace);

    internal override long MinRetentionMs => SizeMs + GraceMs;

    internal override bool IsCachedOnClose => true;

    /// <summary>Creates tumbling windows that take no late records.</summary>
    /// <param name="size">The size, at least 1 ms.</param>
    public static TimeWindows OfSizeWithNoGrace(TimeSpan size) => OfSizeAndGrace(size, TimeSpan.Zero);

    /// <summary>Creates tumbling windows.</summary>
    /// <param name="size">The size, at least 1 ms.</param>
    /// <param name="grace">How long after its end a window still takes records.</param>
    public static TimeWindows OfSizeAndGrace(TimeSpan size, TimeSpan grace) => new(CheckPositive(size, nameof(size)), Check(grace, nameof(grace)));

    /// <summary>Returns a copy whose windows begin at shorter intervals, so that they overlap.</summary>
    /// <param name="advance">The interval, at least 1 ms and at most the size.</param>
    public TimeWindows AdvanceBy(TimeSpan advance)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(advance, Size);
        return this with { Advance = CheckPositive(advance, nameof(advance)) };
    }

    internal override ProcessorNode CreateNode<TKey, TValue, TAggregate>(
        string name, WindowedRows<TKey, TAggregate> rows, Aggregation<TKey, TValue, TAggregate> aggregation, bool isOnClose) =>
        new TimeWindowOperator<TKey, TValue, TAggregate>(
            name, new WindowShape(SizeMs, Milliseconds(Advance), GraceMs), rows, aggregation, isOnClose);
}
