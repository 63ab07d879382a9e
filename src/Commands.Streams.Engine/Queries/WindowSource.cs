using Commands.Streams.State;

namespace Commands.Streams.Queries;

/// <summary>Reads a window store of values with or without timestamps in one way. Worker only.</summary>
internal abstract class WindowSource<TKey, TValue>
{
    /// <summary>Wraps a store.</summary>
    /// <returns>The source; null if the store is of another type.</returns>
    public static WindowSource<TKey, TValue>? Of(IStateStore store) => store switch
    {
        IReadOnlyWindowStore<TKey, TValue> plain => new WindowSource<TKey, TValue, TValue>(plain, static value => value),
        IReadOnlyWindowStore<TKey, ValueAndTimestamp<TValue>> timestamped =>
            new WindowSource<TKey, TValue, ValueAndTimestamp<TValue>>(timestamped, static value => value.Value),
        _ => null,
    };

    public abstract QueryResult<TValue> Fetch(TKey key, long windowStart);

    public abstract List<KeyValuePair<long, TValue>> Fetch(TKey key, long timeFrom, long timeTo, bool isReverse);

    /// <summary>Reads windows by their start, until at least a number of entries is read and all of the last start are.</summary>
    /// <returns>The entries, and the start to continue at; null if nothing is left.</returns>
    public abstract (List<KeyValuePair<Windowed<TKey>, TValue>> Entries, long? Next) FetchAll(long timeFrom, long timeTo, int atLeast);
}
