using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Windowing;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams;

/// <summary>
/// Windows around the records themselves: one for each different set of records of a key that are no more than a difference apart. Start and end are both
/// inside.
/// </summary>
public sealed record SlidingWindows : Windows
{
    private SlidingWindows(TimeSpan timeDifference, TimeSpan grace) => (TimeDifference, Grace) = (timeDifference, grace);

    /// <summary>The largest difference of the timestamps of two records in a window.</summary>
    public TimeSpan TimeDifference { get; }

    /// <summary>How long after its end a window still takes records, measured by the largest timestamp seen.</summary>
    public TimeSpan Grace { get; }

    internal override long SizeMs => Milliseconds(TimeDifference);

    internal override long GraceMs => Milliseconds(Grace);

    internal override long MinRetentionMs => (2 * SizeMs) + GraceMs;

    internal override bool IsCachedOnClose => false;

    /// <summary>Creates windows that take no late records.</summary>
    /// <param name="timeDifference">The largest difference of two timestamps in a window.</param>
    public static SlidingWindows OfTimeDifferenceWithNoGrace(TimeSpan timeDifference) => OfTimeDifferenceAndGrace(timeDifference, TimeSpan.Zero);

    /// <summary>Creates windows.</summary>
    /// <param name="timeDifference">The largest difference of two timestamps in a window.</param>
    /// <param name="grace">How long after its end a window still takes records.</param>
    public static SlidingWindows OfTimeDifferenceAndGrace(TimeSpan timeDifference, TimeSpan grace) =>
        new(Check(timeDifference, nameof(timeDifference)), Check(grace, nameof(grace)));

    internal override ProcessorNode CreateNode<TKey, TValue, TAggregate>(
        string name, WindowedRows<TKey, TAggregate> rows, Aggregation<TKey, TValue, TAggregate> aggregation, bool isOnClose) =>
        new SlidingWindowOperator<TKey, TValue, TAggregate>(name, SizeMs, GraceMs, rows, aggregation, isOnClose);
}
