using Commands.Streams.State;

namespace Commands.Streams.Queries;

/// <summary>Reads a window store whose values are kept as another type.</summary>
internal sealed class WindowSource<TKey, TValue, TStored>(IReadOnlyWindowStore<TKey, TStored> store, Func<TStored, TValue> unwrap)
    : WindowSource<TKey, TValue>
{
    public override QueryResult<TValue> Fetch(TKey key, long windowStart) =>
        store.TryFetch(key, windowStart, out var stored) ? new QueryResult<TValue>(true, unwrap(stored)) : default;

    public override List<KeyValuePair<long, TValue>> Fetch(TKey key, long timeFrom, long timeTo, bool isReverse)
    {
        var found = isReverse ? store.BackwardFetch(key, timeFrom, timeTo) : store.Fetch(key, timeFrom, timeTo);
        return [.. found.Select(entry => KeyValuePair.Create(entry.Key, unwrap(entry.Value)))];
    }

    public override (List<KeyValuePair<Windowed<TKey>, TValue>> Entries, long? Next) FetchAll(long timeFrom, long timeTo, int atLeast)
    {
        var entries = new List<KeyValuePair<Windowed<TKey>, TValue>>();
        foreach (var (key, stored) in store.FetchAll(timeFrom, timeTo))
        {
            if (entries.Count >= atLeast && entries[^1].Key.Window.Start < key.Window.Start)
            {
                return (entries, key.Window.Start);
            }

            entries.Add(KeyValuePair.Create(key, unwrap(stored)));
        }

        return (entries, null);
    }
}
