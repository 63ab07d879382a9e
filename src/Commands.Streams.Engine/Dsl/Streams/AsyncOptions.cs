namespace Commands.Streams;

/// <summary>How asynchronous handlers run. Immutable.</summary>
public sealed record AsyncOptions
{
    /// <summary>
    /// The number of handlers that may be in flight at once in each task. Records with equal keys are never in flight together, and start in the order
    /// they were written; records without a key count as having equal keys.
    /// </summary>
    /// <value>1 or more. Default: 1, one after the other.</value>
    public int Concurrency { get; init; } = 1;

    /// <summary>
    /// If set, how many handlers may be in flight adapts, between this number and <see cref="Concurrency"/>, to what they call: more
    /// while handlers take as long as without load, fewer once they take longer, by the application's clock. Each task finds its own number,
    /// which begins here, and which the metric <c>commands.streams.task.handlers.limit</c> shows. Handlers that end before they return do not count.
    /// </summary>
    /// <value>1 to <see cref="Concurrency"/>. Default: null, always <see cref="Concurrency"/>.</value>
    public int? MinConcurrency { get; init; }

    /// <summary>Options with a number of handlers in flight.</summary>
    /// <param name="concurrency">1 or more; another number is reported when the topology is built.</param>
    public static AsyncOptions WithConcurrency(int concurrency) => new() { Concurrency = concurrency };

    /// <summary>Options with a number of handlers in flight that adapts; see <see cref="MinConcurrency"/>.</summary>
    /// <param name="minimum">The least, 1 or more; what it begins with.</param>
    /// <param name="maximum">The most, no less than the minimum; other numbers are reported when the topology is built.</param>
    public static AsyncOptions WithAdaptiveConcurrency(int minimum, int maximum) => new() { MinConcurrency = minimum, Concurrency = maximum };
}
