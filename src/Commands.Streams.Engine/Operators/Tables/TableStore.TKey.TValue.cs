using Commands.Streams.State;

namespace Commands.Streams.Operators.Tables;

/// <summary>The store of a table's rows in one task, whatever its kind.</summary>
internal abstract class TableStore<TKey, TValue>
{
    /// <summary>True if changes are forwarded when the store is flushed, not when rows are put.</summary>
    public virtual bool IsCached => false;

    public abstract bool TryGet(TKey key, out ValueAndTimestamp<TValue> row);

    public virtual bool TryGet(TKey key, long asOf, out ValueAndTimestamp<TValue> row) => TryGet(key, out row);

    /// <summary>Sets a row, or deletes it if the value is null.</summary>
    public abstract PutResult Put(TKey key, TValue? value, long timestamp);

    /// <summary>Names who hears of rows when a cached store is flushed.</summary>
    /// <param name="needsOldValues">Whether old values are needed.</param>
    /// <param name="forward">Receives the changes.</param>
    public virtual void OnFlush(bool needsOldValues, ChangeHandler<TKey, TValue> forward)
    {
    }
}

/// <summary>Receives a change from the flush of a store.</summary>
internal delegate void ChangeHandler<TKey, TValue>(TKey key, in Change<TValue> change, long timestamp, Records.Headers headers);

/// <summary>What became of a put.</summary>
internal enum PutResult
{
    /// <summary>The row has this value now.</summary>
    Latest,

    /// <summary>The row has a later version, and this one was added to its history.</summary>
    Historic,

    /// <summary>The version is older than the history that the store keeps, so nothing was stored.</summary>
    Refused,
}
