using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>Remembers, on the side of the right table, which left rows point to its rows.</summary>
/// <param name="name">The node's name.</param>
/// <param name="storeName">The store of subscriptions.</param>
internal sealed class ReceiveSubscriptionOperator<TForeign, TKey>(string name, string storeName)
    : OperatorNode<TForeign, Subscription<TKey>, TForeign, Subscription<TKey>>(name)
{
    private SubscriptionStore<TForeign, TKey> _store = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _store = NodeStores.Find<SubscriptionStore<TForeign, TKey>>(context, Name, storeName);
    }

    protected override void Process(in Record<TForeign, Subscription<TKey>> record)
    {
        var subscription = record.Value;
        if (record.Key is null)
        {
            if (subscription.Instruction != Instruction.AlwaysAnswer)
            {
                Context.Drop(Name, DropReason.NullForeignKey, Context.Input);
                return;
            }
        }
        else if (subscription.Instruction is Instruction.Delete or Instruction.DeleteAndAnswer)
        {
            _store.Delete(record.Key, subscription.Key);
        }
        else
        {
            _store.Put(record.Key, in subscription, record.Timestamp);
        }

        Forward(in record);
    }
}
