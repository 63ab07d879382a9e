using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.State;

/// <summary>Reads a store of aggregates by key and session. Sessions that have left the store's retention are not returned.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TAggregate">The aggregate's type.</typeparam>
/// <remarks>
/// Entries are enumerated lazily: dispose the enumerator (<c>foreach</c> does), and do not write to the store while one is open.
/// </remarks>
public interface IReadOnlySessionStore<TKey, TAggregate> : IStateStore
{
    /// <summary>Looks up the aggregate of one session.</summary>
    /// <param name="key">The key.</param>
    /// <param name="sessionStart">The start of the session, in Unix milliseconds.</param>
    /// <param name="sessionEnd">The end of the session, included, in Unix milliseconds.</param>
    /// <param name="aggregate">The aggregate, if there is one.</param>
    /// <returns><see langword="true"/> if there is such a session; otherwise <see langword="false"/>.</returns>
    bool TryFetchSession(TKey key, long sessionStart, long sessionEnd, [MaybeNullWhen(false)] out TAggregate aggregate);

    /// <summary>Returns the sessions of a key that overlap an interval, ascending by end and then by start.</summary>
    /// <param name="key">The key.</param>
    /// <param name="earliestSessionEnd">The smallest end, included, in Unix milliseconds.</param>
    /// <param name="latestSessionStart">The largest start, included, in Unix milliseconds.</param>
    IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> FindSessions(TKey key, long earliestSessionEnd, long latestSessionStart);

    /// <summary>Returns the sessions of a key that overlap an interval, descending.</summary>
    /// <param name="key">The key.</param>
    /// <param name="earliestSessionEnd">The smallest end, included, in Unix milliseconds.</param>
    /// <param name="latestSessionStart">The largest start, included, in Unix milliseconds.</param>
    IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> BackwardFindSessions(TKey key, long earliestSessionEnd, long latestSessionStart);

    /// <summary>Returns the sessions of all keys that end within an interval, ascending by end.</summary>
    /// <param name="earliestSessionEnd">The smallest end, included, in Unix milliseconds.</param>
    /// <param name="latestSessionEnd">The largest end, included, in Unix milliseconds.</param>
    IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> FindSessionsByEnd(long earliestSessionEnd, long latestSessionEnd);

    /// <summary>Returns all sessions of a key, ascending.</summary>
    /// <param name="key">The key.</param>
    IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> Fetch(TKey key);

    /// <summary>Returns all sessions of a range of keys, ascending.</summary>
    /// <param name="keyFrom">The smallest key, included.</param>
    /// <param name="keyTo">The largest key, included.</param>
    IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> FetchRange(TKey keyFrom, TKey keyTo);
}
