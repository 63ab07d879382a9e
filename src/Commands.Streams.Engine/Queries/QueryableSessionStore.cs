using Commands.Streams.Errors;
using Commands.Streams.State;

namespace Commands.Streams.Queries;

/// <summary>
/// Reads a session store of a running application from any thread: the partitions that this instance has. Each partition answers between two records, with
/// what has been written and is not committed yet too, as in Kafka Streams.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TAggregate">The aggregate's type.</typeparam>
/// <remarks>
/// Every method throws <see cref="InvalidStateStoreException"/> if the application is not running, if what was asked for is being restored or is on another
/// instance, or if the store has other types.
/// </remarks>
public sealed class QueryableSessionStore<TKey, TAggregate>
{
    private readonly StoreQueries _queries;

    internal QueryableSessionStore(StoreQueries queries) => _queries = queries;

    /// <summary>The store's name.</summary>
    public string Name => _queries.Store;

    /// <summary>Looks up the aggregate of one session.</summary>
    /// <param name="key">The key.</param>
    /// <param name="sessionStart">The start of the session, in Unix milliseconds.</param>
    /// <param name="sessionEnd">The end of the session, included, in Unix milliseconds.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public Task<QueryResult<TAggregate>> FetchSessionAsync(
        TKey key, long sessionStart, long sessionEnd, CancellationToken cancellationToken = default) => _queries.FindAsync(
        key,
        store => Typed(store).TryFetchSession(key, sessionStart, sessionEnd, out var found) ? new QueryResult<TAggregate>(true, found) : default,
        static result => !result.HasValue,
        cancellationToken);

    /// <summary>Returns all sessions of a key, ascending by end and then by start. They are read at once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public Task<IReadOnlyList<KeyValuePair<Windowed<TKey>, TAggregate>>> FetchAsync(TKey key, CancellationToken cancellationToken = default) =>
        FindSessionsAsync(key, 0, long.MaxValue, cancellationToken);

    /// <summary>Returns the sessions of a key that overlap an interval, ascending by end and then by start. They are read at once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="earliestSessionEnd">The smallest end, included, in Unix milliseconds.</param>
    /// <param name="latestSessionStart">The largest start, included, in Unix milliseconds.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public Task<IReadOnlyList<KeyValuePair<Windowed<TKey>, TAggregate>>> FindSessionsAsync(
        TKey key, long earliestSessionEnd, long latestSessionStart, CancellationToken cancellationToken = default) => _queries.FindAsync(
        key,
        store => (IReadOnlyList<KeyValuePair<Windowed<TKey>, TAggregate>>)[.. Typed(store).FindSessions(key, earliestSessionEnd, latestSessionStart)],
        static found => found.Count == 0,
        cancellationToken);

    /// <summary>Returns which partitions of the store this instance has.</summary>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public Task<StorePartitions> PartitionsAsync(CancellationToken cancellationToken = default) => _queries.PartitionsAsync(cancellationToken);

    private IReadOnlySessionStore<TKey, TAggregate> Typed(IStateStore store) => store as IReadOnlySessionStore<TKey, TAggregate>
        ?? throw _queries.OfAnotherType(store, $"a session store of {TypeNames.Print(typeof(TKey))} and {TypeNames.Print(typeof(TAggregate))}");
}
