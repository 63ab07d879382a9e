using Commands.Streams.State;

namespace Commands.Streams.Operators.Tables;

/// <summary>Looks up rows in the table's own store.</summary>
internal sealed class StoreView<TKey, TValue>(TableStore<TKey, TValue> store) : TableView<TKey, TValue>
{
    public override bool TryGet(TKey key, out ValueAndTimestamp<TValue> row) => store.TryGet(key, out row);

    public override bool TryGet(TKey key, long asOf, out ValueAndTimestamp<TValue> row) => store.TryGet(key, asOf, out row);
}
