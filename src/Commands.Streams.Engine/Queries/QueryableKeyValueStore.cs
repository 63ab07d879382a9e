using Commands.Streams.Errors;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.Typed;

namespace Commands.Streams.Queries;

/// <summary>
/// Reads a key-value store of a running application from any thread: the partitions that this instance has. Each partition answers between two records. A
/// range is read in parts of at most 1000 entries, between which the partition may process records; it is ordered within a partition, and the partitions
/// follow each other. Answers include what has been written and is not committed yet, as in Kafka Streams.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type; of a store with timestamps, the value's alone, or with <see cref="ValueAndTimestamp{TValue}"/> both.</typeparam>
/// <remarks>
/// Every method throws <see cref="InvalidStateStoreException"/> if the application is not running, if what was asked for is being restored or is on another
/// instance, or if the store has other types.
/// </remarks>
public sealed class QueryableKeyValueStore<TKey, TValue>
{
    private readonly StoreQueries _queries;

    internal QueryableKeyValueStore(StoreQueries queries) => _queries = queries;

    /// <summary>The store's name.</summary>
    public string Name => _queries.Store;

    /// <summary>Looks up a key.</summary>
    /// <param name="key">The key. It is expected in the partition that the default partitioner chooses, and found in others of this instance too.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public Task<QueryResult<TValue>> GetAsync(TKey key, CancellationToken cancellationToken = default) => _queries.FindAsync(
        key,
        store => Source(store).TryGet(key, out var value) ? new QueryResult<TValue>(true, value) : default,
        static result => !result.HasValue,
        cancellationToken);

    /// <summary>Returns the entries from one key to another, both included, ascending by their bytes.</summary>
    /// <param name="from">The smallest key.</param>
    /// <param name="to">The largest key.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public IAsyncEnumerable<KeyValuePair<TKey, TValue>> RangeAsync(TKey from, TKey to, CancellationToken cancellationToken = default) =>
        ReadAsync(source => source.PartOfRange(from, to, isReverse: false), cancellationToken);

    /// <summary>Returns the entries from one key to another, both included, descending by their bytes.</summary>
    /// <param name="from">The smallest key.</param>
    /// <param name="to">The largest key.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public IAsyncEnumerable<KeyValuePair<TKey, TValue>> ReverseRangeAsync(TKey from, TKey to, CancellationToken cancellationToken = default) =>
        ReadAsync(source => source.PartOfRange(from, to, isReverse: true), cancellationToken);

    /// <summary>Returns the entries whose keys begin with the bytes of a prefix, ascending.</summary>
    /// <typeparam name="TPrefix">The prefix's type.</typeparam>
    /// <param name="prefix">The prefix.</param>
    /// <param name="serializer">Writes the prefix as bytes.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public IAsyncEnumerable<KeyValuePair<TKey, TValue>> PrefixScanAsync<TPrefix>(
        TPrefix prefix, ISerializer<TPrefix> serializer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(serializer);
        return ReadAsync(source => source.PartOfPrefix(prefix, serializer), cancellationToken);
    }

    /// <summary>Returns all entries, ascending by the bytes of their keys.</summary>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public IAsyncEnumerable<KeyValuePair<TKey, TValue>> AllAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(static _ => new KeyValuePart([], null, false), cancellationToken);

    /// <summary>Returns all entries, descending by the bytes of their keys.</summary>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public IAsyncEnumerable<KeyValuePair<TKey, TValue>> ReverseAllAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(static _ => new KeyValuePart([], null, true), cancellationToken);

    /// <summary>Returns which partitions of the store this instance has.</summary>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    public Task<StorePartitions> PartitionsAsync(CancellationToken cancellationToken = default) => _queries.PartitionsAsync(cancellationToken);

    private KeyValueSource<TKey, TValue> Source(IStateStore store) => KeyValueSource<TKey, TValue>.Of(store)
        ?? throw _queries.OfAnotherType(store, $"a key-value store of {TypeNames.Print(typeof(TKey))} and {TypeNames.Print(typeof(TValue))}");

    private async IAsyncEnumerable<KeyValuePair<TKey, TValue>> ReadAsync(
        Func<KeyValueSource<TKey, TValue>, KeyValuePart> begin,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var partitions = await _queries.AskAllAsync(store => begin(Source(store)), cancellationToken).ConfigureAwait(false);
        foreach (var (partition, whole) in partitions)
        {
            for (var part = whole; part is not null;)
            {
                var next = part;
                var (entries, left) = await _queries.AskAsync(partition, store => Source(store).Read(next, StoreQueries.PartLength), cancellationToken)
                    .ConfigureAwait(false);
                foreach (var entry in entries)
                {
                    yield return entry;
                }

                part = left;
            }
        }
    }
}
