using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Typed;

/// <summary>A window store of values with timestamps.</summary>
internal sealed class TimestampedWindowStore<TKey, TValue>(
    WindowStoreSupplier supplier, StagedStore staged, StoreRetention retention, StoreSerdes<TKey, ValueAndTimestamp<TValue>> serdes)
    : WindowStoreBase<TKey, ValueAndTimestamp<TValue>>(supplier, staged, retention, serdes), ITimestampedWindowStore<TKey, TValue>;
