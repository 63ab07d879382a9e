using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Typed;

/// <summary>A key-value store of values with timestamps.</summary>
internal sealed class TimestampedKeyValueStore<TKey, TValue>(string name, KeyValueEntries entries, StoreSerdes<TKey, ValueAndTimestamp<TValue>> serdes)
    : KeyValueStoreBase<TKey, ValueAndTimestamp<TValue>>(name, entries, serdes), ITimestampedKeyValueStore<TKey, TValue>;
