using System.Runtime.CompilerServices;
using Commands.Streams.Errors;
using Commands.Streams.State;

namespace Commands.Streams.Queries;

/// <summary>
/// Reads a window store of a running application from any thread: the partitions that this instance has. Each partition answers between two records, with
/// what has been written and is not committed yet too, as in Kafka Streams.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type; of a store with timestamps, the value's alone, or with <see cref="ValueAndTimestamp{TValue}"/> both.</typeparam>
/// <remarks>
/// Every method throws <see cref="InvalidStateStoreException"/> if the application is not running, if what was asked for is being restored or is on another
/// instance, or if the store has other types.
/// </remarks>
public sealed class QueryableWindowStore<TKey, TValue>
{
    private readonly StoreQueries _queries;

    internal QueryableWindowStore(StoreQueries queries) => _queries = queries;

    /// <summary>The store's name.</summary>
    public string Name => _queries.Store;

    /// <summary>Looks up the value of a key in one window.</summary>
    /// <param name="key">The key.</param>
    /// <param name="windowStart">The start of the window, in Unix milliseconds.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public Task<QueryResult<TValue>> FetchAsync(TKey key, long windowStart, CancellationToken cancellationToken = default) =>
        _queries.FindAsync(key, store => Source(store).Fetch(key, windowStart), static result => !result.HasValue, cancellationToken);

    /// <summary>Returns the values of a key by window start, ascending. They are read at once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="timeFrom">The smallest window start, included, in Unix milliseconds.</param>
    /// <param name="timeTo">The largest window start, included, in Unix milliseconds.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public async Task<IReadOnlyList<KeyValuePair<long, TValue>>> FetchAsync(
        TKey key, long timeFrom, long timeTo, CancellationToken cancellationToken = default) => await _queries.FindAsync(
        key, store => Source(store).Fetch(key, timeFrom, timeTo, isReverse: false), static found => found.Count == 0, cancellationToken).ConfigureAwait(false);

    /// <summary>Returns the values of a key by window start, descending. They are read at once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="timeFrom">The smallest window start, included, in Unix milliseconds.</param>
    /// <param name="timeTo">The largest window start, included, in Unix milliseconds.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public async Task<IReadOnlyList<KeyValuePair<long, TValue>>> BackwardFetchAsync(
        TKey key, long timeFrom, long timeTo, CancellationToken cancellationToken = default) => await _queries.FindAsync(
        key, store => Source(store).Fetch(key, timeFrom, timeTo, isReverse: true), static found => found.Count == 0, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Returns the values of all keys in a range of window starts: partition by partition, in each ascending by time and then by key. It is read in parts of
    /// about 1000 entries; windows with the same start are read at once.
    /// </summary>
    /// <param name="timeFrom">The smallest window start, included, in Unix milliseconds.</param>
    /// <param name="timeTo">The largest window start, included, in Unix milliseconds.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public async IAsyncEnumerable<KeyValuePair<Windowed<TKey>, TValue>> FetchAllAsync(
        long timeFrom, long timeTo, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var partitions = await _queries.AskAllAsync(store => Source(store) is not null, cancellationToken).ConfigureAwait(false);
        foreach (var partition in partitions.Keys)
        {
            for (long? next = timeFrom; next is { } from;)
            {
                var (entries, left) = await _queries.AskAsync(
                    partition, store => Source(store).FetchAll(from, timeTo, StoreQueries.PartLength), cancellationToken).ConfigureAwait(false);
                foreach (var entry in entries)
                {
                    yield return entry;
                }

                next = left;
            }
        }
    }

    /// <summary>Returns all values, like <see cref="FetchAllAsync"/>.</summary>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public IAsyncEnumerable<KeyValuePair<Windowed<TKey>, TValue>> AllAsync(CancellationToken cancellationToken = default) =>
        FetchAllAsync(0, long.MaxValue, cancellationToken);

    /// <summary>Returns which partitions of the store this instance has.</summary>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public Task<StorePartitions> PartitionsAsync(CancellationToken cancellationToken = default) => _queries.PartitionsAsync(cancellationToken);

    private WindowSource<TKey, TValue> Source(IStateStore store) => WindowSource<TKey, TValue>.Of(store)
        ?? throw _queries.OfAnotherType(store, $"a window store of {TypeNames.Print(typeof(TKey))} and {TypeNames.Print(typeof(TValue))}");
}
