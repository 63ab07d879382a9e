namespace Commands.Streams.Operators.Aggregating;

/// <summary>How records of one key become one value. Shared by all tasks, so it keeps nothing of its own.</summary>
/// <param name="Initializer">Creates the aggregate of no records; null if the first record makes it.</param>
/// <param name="Aggregator">Adds a record to an aggregate; null deletes the row.</param>
internal sealed record Aggregation<TKey, TValue, TAggregate>(
    Func<TAggregate> Initializer, Func<TKey, TValue, TAggregate, TAggregate> Aggregator)
{
    /// <summary>Merges two aggregates of neighbouring sessions; null if the aggregation has no sessions.</summary>
    public Func<TKey, TAggregate, TAggregate, TAggregate>? Merger { get; init; }
}

/// <summary>The aggregations that the library brings.</summary>
internal static class Aggregation
{
    /// <summary>Counts records.</summary>
    public static Aggregation<TKey, TValue, long?> Count<TKey, TValue>() => new(static () => 0, static (_, _, count) => count + 1)
    {
        Merger = static (_, left, right) => left + right,
    };

    /// <summary>Combines values; the first is taken as it is.</summary>
    public static Aggregation<TKey, TValue, TValue> Reduce<TKey, TValue>(Func<TValue, TValue, TValue> reducer) => new(
        static () => default!, (_, value, aggregate) => aggregate is null ? value : reducer(aggregate, value))
    {
        Merger = (_, left, right) => left is null ? right : reducer(left, right),
    };
}
