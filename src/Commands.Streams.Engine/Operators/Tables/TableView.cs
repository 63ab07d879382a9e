using Commands.Streams.State;

namespace Commands.Streams.Operators.Tables;

/// <summary>Looks up the rows of a table in one task: in the table's store, or in those of its parents.</summary>
internal abstract class TableView<TKey, TValue>
{
    /// <summary>Looks up a row.</summary>
    /// <returns>False if the table has no such row.</returns>
    public abstract bool TryGet(TKey key, out ValueAndTimestamp<TValue> row);

    /// <summary>Looks up a row as it was at a time. Only versioned tables remember; others return the present row.</summary>
    /// <returns>False if the table had no such row.</returns>
    public virtual bool TryGet(TKey key, long asOf, out ValueAndTimestamp<TValue> row) => TryGet(key, out row);
}
