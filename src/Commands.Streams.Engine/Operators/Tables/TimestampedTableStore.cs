using Commands.Streams.State;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Tables;

/// <summary>Rows in a key-value store with timestamps.</summary>
internal sealed class TimestampedTableStore<TKey, TValue>(TaskContext context, ITimestampedKeyValueStore<TKey, TValue> store, TaskStore taskStore)
    : TableStore<TKey, TValue>
{
    public override bool IsCached => taskStore.Builder.IsCached;

    public override bool TryGet(TKey key, out ValueAndTimestamp<TValue> row) => store.TryGet(key, out row);

    public override PutResult Put(TKey key, TValue? value, long timestamp)
    {
        store.Put(key, new ValueAndTimestamp<TValue>(value!, timestamp));
        return PutResult.Latest;
    }

    public override void OnFlush(bool needsOldValues, ChangeHandler<TKey, TValue> forward)
    {
        if (IsCached)
        {
            taskStore.Staged.Listener = new TimestampedFlushListener<TKey, TValue>(
                context, (ITypedEntries<TKey, ValueAndTimestamp<TValue>>)store, needsOldValues, forward);
        }
    }
}
