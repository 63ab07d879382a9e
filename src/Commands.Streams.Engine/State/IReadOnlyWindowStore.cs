using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.State;

/// <summary>
/// Reads a store of values by key and window start. Windows that have left the store's retention are not returned.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <remarks>
/// Entries are enumerated lazily: dispose the enumerator (<c>foreach</c> does), and do not write to the store while one is open.
/// </remarks>
public interface IReadOnlyWindowStore<TKey, TValue> : IStateStore
{
    /// <summary>Looks up the value of a key in one window.</summary>
    /// <param name="key">The key.</param>
    /// <param name="windowStart">The start of the window, in Unix milliseconds.</param>
    /// <param name="value">The value, if there is one.</param>
    /// <returns><see langword="true"/> if there is a value; otherwise <see langword="false"/>.</returns>
    bool TryFetch(TKey key, long windowStart, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Returns the values of a key by window start, ascending.</summary>
    /// <param name="key">The key.</param>
    /// <param name="timeFrom">The smallest window start, included, in Unix milliseconds.</param>
    /// <param name="timeTo">The largest window start, included, in Unix milliseconds.</param>
    IEnumerable<KeyValuePair<long, TValue>> Fetch(TKey key, long timeFrom, long timeTo);

    /// <summary>Returns the values of a key by window start, descending.</summary>
    /// <param name="key">The key.</param>
    /// <param name="timeFrom">The smallest window start, included, in Unix milliseconds.</param>
    /// <param name="timeTo">The largest window start, included, in Unix milliseconds.</param>
    IEnumerable<KeyValuePair<long, TValue>> BackwardFetch(TKey key, long timeFrom, long timeTo);

    /// <summary>Returns the values of a range of keys and window starts, ascending by time and then by key.</summary>
    /// <param name="keyFrom">The smallest key, included.</param>
    /// <param name="keyTo">The largest key, included.</param>
    /// <param name="timeFrom">The smallest window start, included, in Unix milliseconds.</param>
    /// <param name="timeTo">The largest window start, included, in Unix milliseconds.</param>
    IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> FetchRange(TKey keyFrom, TKey keyTo, long timeFrom, long timeTo);

    /// <summary>Returns the values of all keys in a range of window starts, ascending by time and then by key.</summary>
    /// <param name="timeFrom">The smallest window start, included, in Unix milliseconds.</param>
    /// <param name="timeTo">The largest window start, included, in Unix milliseconds.</param>
    IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> FetchAll(long timeFrom, long timeTo);

    /// <summary>Returns the values of all keys in a range of window starts, descending.</summary>
    /// <param name="timeFrom">The smallest window start, included, in Unix milliseconds.</param>
    /// <param name="timeTo">The largest window start, included, in Unix milliseconds.</param>
    IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> BackwardFetchAll(long timeFrom, long timeTo);

    /// <summary>Returns all values, ascending by time and then by key.</summary>
    IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> All();
}
