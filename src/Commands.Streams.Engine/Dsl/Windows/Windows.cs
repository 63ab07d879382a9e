using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Windowing;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams;

/// <summary>How records are assigned to windows: <see cref="TimeWindows"/>, <see cref="SlidingWindows"/> or <see cref="UnlimitedWindows"/>.</summary>
public abstract record Windows
{
    private protected Windows()
    {
    }

    /// <summary>The size of the windows in milliseconds, as far as stores need it.</summary>
    internal abstract long SizeMs { get; }

    /// <summary>How long after its end a window takes records, in milliseconds.</summary>
    internal abstract long GraceMs { get; }

    /// <summary>The time, in milliseconds, for which windows must be kept at least.</summary>
    internal abstract long MinRetentionMs { get; }

    /// <summary><see langword="true"/> if the windows of closed results can be kept in a cached store; otherwise <see langword="false"/>.</summary>
    internal abstract bool IsCachedOnClose { get; }

    /// <summary><see langword="true"/> if windows close at some time; otherwise <see langword="false"/>.</summary>
    internal virtual bool HaveEnds => true;

    /// <summary>Creates the node of one task.</summary>
    internal abstract ProcessorNode CreateNode<TKey, TValue, TAggregate>(
        string name, WindowedRows<TKey, TAggregate> rows, Aggregation<TKey, TValue, TAggregate> aggregation, bool isOnClose);

    private protected static TimeSpan Check(TimeSpan value, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, parameter);
        return value;
    }

    private protected static TimeSpan CheckPositive(TimeSpan value, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1), parameter);
        return value;
    }

    private protected static long Milliseconds(TimeSpan value) => value.Ticks / TimeSpan.TicksPerMillisecond;
}
