using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.State;

/// <summary>A key-value store that keeps the history of each key for a while, so that it can be read as it was at an earlier time.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public interface IVersionedKeyValueStore<TKey, TValue> : IStateStore
{
    /// <summary>The result of a put when the version is the latest of its key.</summary>
    const long IsLatest = -1;

    /// <summary>The result of a put that was refused because its timestamp is older than the history that the store keeps.</summary>
    const long Refused = long.MinValue;

    /// <summary>Adds a version of a key. One with the same timestamp is replaced.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; <see langword="null"/> is a version that says that the key has no value.</param>
    /// <param name="timestamp">From when the version is valid, in Unix milliseconds.</param>
    /// <returns>
    /// Until when the version is valid, that is, the timestamp of the next one; <see cref="IsLatest"/> if there is none; <see cref="Refused"/> if the version
    /// is too old to be kept.
    /// </returns>
    long Put(TKey key, TValue? value, long timestamp);

    /// <summary>Adds a version that says that a key has no value from a time on.</summary>
    /// <param name="key">The key.</param>
    /// <param name="timestamp">From when the key has no value, in Unix milliseconds.</param>
    /// <param name="deleted">The version that was valid at that time, if there was one.</param>
    /// <returns><see langword="true"/> if a version was valid at that time; otherwise <see langword="false"/>.</returns>
    bool Delete(TKey key, long timestamp, [MaybeNullWhen(false)] out VersionedRecord<TValue> deleted);

    /// <summary>Looks up the latest version of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="record">The version, if the key has a value.</param>
    /// <returns><see langword="true"/> if the key has a value; otherwise <see langword="false"/>.</returns>
    bool TryGet(TKey key, [MaybeNullWhen(false)] out VersionedRecord<TValue> record);

    /// <summary>Looks up the version of a key that was valid at a time.</summary>
    /// <param name="key">The key.</param>
    /// <param name="asOf">The time, in Unix milliseconds.</param>
    /// <param name="record">The version, if the key had a value.</param>
    /// <returns>
    /// <see langword="true"/> if the key had a value at that time; <see langword="false"/> if it had none, or if the time is older than the history that the
    /// store keeps.
    /// </returns>
    bool TryGet(TKey key, long asOf, [MaybeNullWhen(false)] out VersionedRecord<TValue> record);
}
