namespace Commands.Streams.State;

/// <summary>A store of values by key and window start, which forgets windows older than its retention.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public interface IWindowStore<TKey, TValue> : IReadOnlyWindowStore<TKey, TValue>
{
    /// <summary>
    /// Sets the value of a key in a window; if the store retains duplicates, adds it. Nothing happens if the window has left the retention.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; <see langword="null"/> deletes the entry.</param>
    /// <param name="windowStart">The start of the window, in Unix milliseconds.</param>
    void Put(TKey key, TValue? value, long windowStart);

    /// <summary>Deletes the value of a key in a window.</summary>
    /// <param name="key">The key.</param>
    /// <param name="windowStart">The start of the window, in Unix milliseconds.</param>
    void Delete(TKey key, long windowStart);
}
