using System.Diagnostics.CodeAnalysis;
using Commands.Streams.State.Typed;

namespace Commands.Streams.Queries;

/// <summary>Reads a store whose values are kept as another type.</summary>
internal sealed class KeyValueSource<TKey, TValue, TStored>(KeyValueStoreBase<TKey, TStored> store, Func<TStored, TValue> unwrap)
    : KeyValueSource<TKey, TValue>
{
    public override bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var isFound = store.TryGet(key, out var stored);
        value = isFound ? unwrap(stored!) : default;
        return isFound;
    }

    public override KeyValuePart PartOfRange(TKey from, TKey to, bool isReverse) => store.PartOfRange(from, to, isReverse);

    public override KeyValuePart PartOfPrefix<TPrefix>(TPrefix prefix, Serialization.ISerializer<TPrefix> serializer) =>
        store.PartOfPrefix(prefix, serializer);

    public override (List<KeyValuePair<TKey, TValue>> Entries, KeyValuePart? Left) Read(KeyValuePart part, int most)
    {
        var stored = new List<KeyValuePair<TKey, TStored>>();
        var left = store.Read(part, most, stored);
        return (stored.ConvertAll(entry => KeyValuePair.Create(entry.Key, unwrap(entry.Value))), left);
    }
}
