using Commands.Streams.State;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Tables;

/// <summary>
/// Forwards what a cached store flushes, as coming from the record that wrote it last: with its headers and position, and the timestamp of the value.
/// </summary>
internal sealed class TimestampedFlushListener<TKey, TValue>(
    TaskContext context, ITypedEntries<TKey, ValueAndTimestamp<TValue>> entries, bool needsOldValues, ChangeHandler<TKey, TValue> forward) : IFlushListener
{
    private readonly ActingRecord _origin = new(context);

    public bool NeedsOldValue => needsOldValues;

    public void OnFlushed(ReadOnlySpan<byte> key, bool hasOld, ReadOnlySpan<byte> old, bool hasValue, ReadOnlySpan<byte> value, in EntryInfo info)
    {
        var typedKey = entries.ReadKey(key);
        var oldValue = needsOldValues && hasOld ? entries.ReadValue(old).Value : default;
        var row = hasValue ? entries.ReadValue(value) : new ValueAndTimestamp<TValue>(default!, info.Timestamp);
        _origin.Begin(in info);
        try
        {
            forward(typedKey, new Change<TValue>(row.Value, oldValue), row.Timestamp, info.Headers);
        }
        finally
        {
            _origin.End();
        }
    }
}
