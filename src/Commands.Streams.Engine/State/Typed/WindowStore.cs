using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Typed;

/// <summary>A window store of plain values.</summary>
internal sealed class WindowStore<TKey, TValue>(
    WindowStoreSupplier supplier, StagedStore staged, StoreRetention retention, StoreSerdes<TKey, TValue> serdes)
    : WindowStoreBase<TKey, TValue>(supplier, staged, retention, serdes);
