using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Typed;

/// <summary>A key-value store of plain values.</summary>
internal sealed class KeyValueStore<TKey, TValue>(string name, KeyValueEntries entries, StoreSerdes<TKey, TValue> serdes)
    : KeyValueStoreBase<TKey, TValue>(name, entries, serdes);
