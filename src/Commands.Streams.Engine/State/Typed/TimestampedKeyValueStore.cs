using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Typed;

/// <summary>A key-value store of values with timestamps.</summary>
internal sealed class TimestampedKeyValueStore<TKey, TValue>(string name, StagedStore staged, StoreSerdes<TKey, ValueAndTimestamp<TValue>> serdes)
    : KeyValueStoreBase<TKey, ValueAndTimestamp<TValue>>(name, staged, serdes), ITimestampedKeyValueStore<TKey, TValue>;
