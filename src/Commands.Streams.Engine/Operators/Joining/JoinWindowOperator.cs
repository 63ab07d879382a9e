using Commands.Streams.Records;
using Commands.Streams.State.Typed;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Joining;

/// <summary>Keeps the records of one side of a join for the other side, each after it has been joined itself.</summary>
internal sealed class JoinWindowOperator<TKey, TValue>(string name, string store) : OperatorNode<TKey, TValue, TKey, TValue>(name)
{
    private WindowStore<TKey, TValue> _store = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _store = NodeStores.Find<WindowStore<TKey, TValue>>(context, Name, store);
    }

    protected override void Process(in Record<TKey, TValue> record)
    {
        Forward(in record);
        if (record.Key is not null)
        {
            _store.Put(record.Key, record.Value, record.Timestamp);
        }
    }
}
