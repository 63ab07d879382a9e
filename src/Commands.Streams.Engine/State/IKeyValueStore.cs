using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.State;

/// <summary>A key-value store. What is put is seen by the next read, and becomes durable with the commit of the record that was being processed.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public interface IKeyValueStore<TKey, TValue> : IReadOnlyKeyValueStore<TKey, TValue>
{
    /// <summary>Sets the value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; <see langword="null"/> deletes the entry.</param>
    /// <exception cref="ArgumentNullException">The key is null.</exception>
    void Put(TKey key, TValue? value);

    /// <summary>Sets the value of a key that has none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="existing">The value that the key has already, if there is one.</param>
    /// <returns><see langword="true"/> if the value was set; <see langword="false"/> if the key has a value, which stays.</returns>
    bool PutIfAbsent(TKey key, TValue value, [MaybeNullWhen(true)] out TValue existing);

    /// <summary>Deletes the entry of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="deleted">The value that was deleted, if there was one.</param>
    /// <returns><see langword="true"/> if there was an entry; otherwise <see langword="false"/>.</returns>
    bool Delete(TKey key, [MaybeNullWhen(false)] out TValue deleted);
}
