using Commands.Streams.Operators.Tables;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Aggregating;

/// <summary>
/// Gives the rows of a table other keys and values. A row that stays in its group is one change; one that moves is taken out of its old group first and put
/// into the new one then, so that no aggregate holds it twice.
/// </summary>
internal sealed class RegroupOperator<TKey, TValue, TNewKey, TNewValue>(
    string name, TableRows<TKey, TValue> rows, Func<TKey, TValue, (TNewKey Key, TNewValue Value)> selector, IEqualityComparer<TNewKey> keys)
    : OperatorNode<TKey, Change<TValue>, TNewKey, Change<TNewValue>>(name)
{
    protected override void Process(in Record<TKey, Change<TValue>> record)
    {
        var change = record.Value;
        if (rows.IsVersioned && !change.IsLatest)
        {
            return;
        }

        var isOut = TrySelect(record.Key, change.Old, out var from);
        var isIn = TrySelect(record.Key, change.New, out var to);
        if (isOut && isIn && keys.Equals(from.Key, to.Key))
        {
            Send(in record, to.Key, new Change<TNewValue>(to.Value, from.Value));
            return;
        }

        if (isOut)
        {
            Send(in record, from.Key, new Change<TNewValue>(default, from.Value));
        }

        if (isIn)
        {
            Send(in record, to.Key, new Change<TNewValue>(to.Value, default));
        }
    }

    private bool TrySelect(TKey key, TValue? value, out (TNewKey Key, TNewValue Value) selected)
    {
        selected = value is null ? default : selector(key, value);
        return value is not null && selected is { Key: not null, Value: not null };
    }

    private void Send(in Record<TKey, Change<TValue>> record, TNewKey key, Change<TNewValue> change) =>
        Forward(new Record<TNewKey, Change<TNewValue>>(key, change, record.Timestamp, record.Headers));
}
