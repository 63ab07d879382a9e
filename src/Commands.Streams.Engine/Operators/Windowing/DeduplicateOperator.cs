using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Windowing;

/// <summary>
/// Drops records whose identifier has been seen within a time. What is kept of the first record is its position: a record that is read again after a failure
/// is not a duplicate of itself, because what followed it the first time may be lost.
/// </summary>
internal sealed class DeduplicateOperator<TKey, TValue, TId>(string name, string storeName, long within, Func<TKey, TValue, TId> identifier)
    : OperatorNode<TKey, TValue, TKey, TValue>(name)
{
    private WindowStore<TId, RecordPosition?> _store = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _store = NodeStores.Find<WindowStore<TId, RecordPosition?>>(context, Name, storeName);
    }

    protected override void Process(in Record<TKey, TValue> record)
    {
        var id = identifier(record.Key, record.Value);
        if (id is null)
        {
            Forward(in record);
            return;
        }

        var input = Context.Input;
        if (FindFirst(id, record.Timestamp) is not { } first)
        {
            _store.Put(id, new RecordPosition(input.Topic, input.Partition, input.Offset), record.Timestamp);
        }
        else if (!first.IsAt(input.Topic, input.Partition, input.Offset))
        {
            Context.Drop(Name, DropReason.Duplicate, input);
            return;
        }

        Forward(in record);
    }

    private RecordPosition? FindFirst(TId id, long timestamp)
    {
        var latest = timestamp > long.MaxValue - within ? long.MaxValue : timestamp + within;
        using var cursor = _store.Scan(id, Math.Max(0, timestamp - within), latest);
        return cursor.MoveNext() ? cursor.Value : null;
    }
}
