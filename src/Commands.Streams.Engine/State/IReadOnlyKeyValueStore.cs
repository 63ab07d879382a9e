using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.State;

/// <summary>
/// Reads a key-value store. Keys are ordered by their bytes, compared as unsigned numbers: negative integers therefore come after positive ones.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <remarks>
/// Entries are enumerated lazily: dispose the enumerator (<c>foreach</c> does), and do not write to the store while one is open. A second enumeration reads
/// the store again.
/// </remarks>
public interface IReadOnlyKeyValueStore<TKey, TValue> : IStateStore
{
    /// <summary>The approximate number of entries. Entries that have been deleted or replaced may be counted.</summary>
    long ApproximateNumEntries { get; }

    /// <summary>Looks up a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, if there is one.</param>
    /// <returns><see langword="true"/> if the store has an entry for the key; otherwise <see langword="false"/>.</returns>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Returns the entries from one key to another, both included, in ascending order.</summary>
    /// <param name="from">The smallest key.</param>
    /// <param name="to">The largest key. If its bytes are smaller than those of <paramref name="from"/>, there are no entries.</param>
    IEnumerable<KeyValuePair<TKey, TValue>> Range(TKey from, TKey to);

    /// <summary>Returns the entries from one key to another, both included, in descending order.</summary>
    /// <param name="from">The smallest key.</param>
    /// <param name="to">The largest key.</param>
    IEnumerable<KeyValuePair<TKey, TValue>> ReverseRange(TKey from, TKey to);

    /// <summary>Returns all entries in ascending order.</summary>
    IEnumerable<KeyValuePair<TKey, TValue>> All();

    /// <summary>Returns all entries in descending order.</summary>
    IEnumerable<KeyValuePair<TKey, TValue>> ReverseAll();

    /// <summary>Returns the entries whose keys begin with the bytes of a prefix, in ascending order.</summary>
    /// <typeparam name="TPrefix">The prefix's type.</typeparam>
    /// <param name="prefix">The prefix.</param>
    /// <param name="serializer">Writes the prefix as bytes.</param>
    IEnumerable<KeyValuePair<TKey, TValue>> PrefixScan<TPrefix>(TPrefix prefix, Serialization.ISerializer<TPrefix> serializer);
}
