using Commands.Streams.Operators.Tables;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Joining;

/// <summary>Joins stream records with the row of a table, if there is one, and forwards the results. Used by one node.</summary>
/// <param name="rows">The table.</param>
/// <param name="isVersioned">True if the row is looked up as it was at the time of the record.</param>
/// <param name="joiner">Computes results.</param>
/// <param name="isLeft">True if a record without a row leads to a result.</param>
/// <param name="outlet">Where results go.</param>
internal sealed class TableJoin<TKey, TValue, TTable, TResult>(
    TableView<TKey, TTable> rows, bool isVersioned, Joiner<TKey, TValue, TTable, TResult> joiner, bool isLeft, Outlet<TKey, TResult> outlet)
{
    public void Join(in Record<TKey, TValue> record)
    {
        ValueAndTimestamp<TTable> row = default;
        var isFound = record.Key is not null
            && (isVersioned ? rows.TryGet(record.Key, record.Timestamp, out row) : rows.TryGet(record.Key, out row));
        if (isFound || isLeft)
        {
            outlet.Send(record.WithValue(joiner(record.Key, record.Value, isFound ? row.Value : default)));
        }
    }
}
