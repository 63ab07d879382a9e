namespace Commands.Streams;

/// <summary>Configures how asynchronous handlers run. Immutable.</summary>
public sealed record AsyncOptions
{
    /// <summary>
    /// The number of handlers that may be in flight at once in each task. Records with equal keys are never in flight together and start in the order
    /// they were written; all records without a key count as equal.
    /// </summary>
    /// <value>1 or more. Default: 1, one after another.</value>
    public int Concurrency { get; init; } = 1;

    /// <summary>
    /// If set, the number of handlers in flight adapts to the load of whatever they call, between this number and <see cref="Concurrency"/>: it grows
    /// while handlers take as long as without load, and shrinks once they take longer, measured with the application's clock. Each task finds its own
    /// number, starting at this one; the metric <c>commands.streams.task.handlers.limit</c> shows it. Handlers that complete synchronously are not
    /// counted.
    /// </summary>
    /// <value>1 to <see cref="Concurrency"/>. Default: <see langword="null"/>, always <see cref="Concurrency"/>.</value>
    public int? MinConcurrency { get; init; }

    /// <summary>Creates options with a fixed number of handlers in flight.</summary>
    /// <param name="concurrency">The number, 1 or more; an invalid number is reported when the topology is built.</param>
    public static AsyncOptions WithConcurrency(int concurrency) => new() { Concurrency = concurrency };

    /// <summary>Creates options with an adaptive number of handlers in flight; see <see cref="MinConcurrency"/>.</summary>
    /// <param name="minimum">The smallest number, 1 or more, which is also the initial one.</param>
    /// <param name="maximum">The largest number, not below the minimum; invalid numbers are reported when the topology is built.</param>
    public static AsyncOptions WithAdaptiveConcurrency(int minimum, int maximum) => new() { MinConcurrency = minimum, Concurrency = maximum };
}
