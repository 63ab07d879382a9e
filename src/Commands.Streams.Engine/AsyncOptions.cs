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

    /// <summary>Options with a number of handlers in flight.</summary>
    /// <param name="concurrency">1 or more; another number is reported when the topology is built.</param>
    public static AsyncOptions WithConcurrency(int concurrency) => new() { Concurrency = concurrency };
}
