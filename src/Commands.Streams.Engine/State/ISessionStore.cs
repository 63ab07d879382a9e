namespace Commands.Streams.State;

/// <summary>A store of aggregates by key and session, which forgets sessions older than its retention.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TAggregate">The aggregate's type.</typeparam>
public interface ISessionStore<TKey, TAggregate> : IReadOnlySessionStore<TKey, TAggregate>
{
    /// <summary>Sets the aggregate of a session. Nothing happens if the session has left the retention.</summary>
    /// <param name="session">The key and the session.</param>
    /// <param name="aggregate">The aggregate; <see langword="null"/> removes the session.</param>
    void Put(Windowed<TKey> session, TAggregate? aggregate);

    /// <summary>Removes a session.</summary>
    /// <param name="session">The key and the session.</param>
    void Remove(Windowed<TKey> session);
}
