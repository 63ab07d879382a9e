using System.Diagnostics.CodeAnalysis;
using Commands.Streams.State;
using Commands.Streams.State.Typed;

namespace Commands.Streams.Queries;

/// <summary>Reads a key-value store of values with or without timestamps in one way. Worker only.</summary>
internal abstract class KeyValueSource<TKey, TValue>
{
    /// <summary>Wraps a store.</summary>
    /// <returns>The source; null if the store is of another type.</returns>
    public static KeyValueSource<TKey, TValue>? Of(IStateStore store) => store switch
    {
        KeyValueStoreBase<TKey, TValue> plain => new KeyValueSource<TKey, TValue, TValue>(plain, static value => value),
        KeyValueStoreBase<TKey, ValueAndTimestamp<TValue>> timestamped =>
            new KeyValueSource<TKey, TValue, ValueAndTimestamp<TValue>>(timestamped, static value => value.Value),
        _ => null,
    };

    public abstract bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value);

    public abstract KeyValuePart PartOfRange(TKey from, TKey to, bool isReverse);

    public abstract KeyValuePart PartOfPrefix<TPrefix>(TPrefix prefix, Serialization.ISerializer<TPrefix> serializer);

    /// <summary>Reads the beginning of a range.</summary>
    /// <returns>The entries, and what is left of the range; null if nothing is.</returns>
    public abstract (List<KeyValuePair<TKey, TValue>> Entries, KeyValuePart? Left) Read(KeyValuePart part, int most);
}
