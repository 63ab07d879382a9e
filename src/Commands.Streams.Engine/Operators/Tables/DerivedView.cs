using Commands.Streams.State;

namespace Commands.Streams.Operators.Tables;

/// <summary>Computes rows from those of another table.</summary>
internal sealed class DerivedView<TKey, TIn, TOut>(TableView<TKey, TIn> parent, RowFunction<TKey, TIn, TOut> compute) : TableView<TKey, TOut>
{
    public override bool TryGet(TKey key, out ValueAndTimestamp<TOut> row) => Compute(key, parent.TryGet(key, out var found), in found, out row);

    public override bool TryGet(TKey key, long asOf, out ValueAndTimestamp<TOut> row) =>
        Compute(key, parent.TryGet(key, asOf, out var found), in found, out row);

    private bool Compute(TKey key, bool isFound, in ValueAndTimestamp<TIn> found, out ValueAndTimestamp<TOut> row)
    {
        var timestamp = isFound ? found.Timestamp : -1;
        var value = compute(key, isFound ? found.Value : default);
        row = new ValueAndTimestamp<TOut>(value!, timestamp);
        return value is not null;
    }
}
