using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>Tells all left rows that point to a right row when that row changes.</summary>
/// <param name="name">The node's name.</param>
/// <param name="storeName">The store of subscriptions.</param>
internal sealed class AnnounceChangeOperator<TForeign, TKey, TRight>(string name, string storeName)
    : OperatorNode<TForeign, Change<TRight>, TKey, Answer<TRight>>(name)
{
    private SubscriptionStore<TForeign, TKey> _store = null!;

    public override void Initialize(TaskContext context)
    {
        base.Initialize(context);
        _store = NodeStores.Find<SubscriptionStore<TForeign, TKey>>(context, Name, storeName);
    }

    protected override void Process(in Record<TForeign, Change<TRight>> record)
    {
        if (record.Key is null)
        {
            Context.Drop(Name, DropReason.NullKey, Context.Input);
            return;
        }

        if (!record.Value.IsLatest)
        {
            Context.Drop(Name, DropReason.OldVersion, Context.Input);
            return;
        }

        using var subscriptions = _store.Scan(record.Key);
        while (subscriptions.MoveNext())
        {
            var subscription = _store.Read(subscriptions);
            var answer = new Answer<TRight>(subscription.Hash, record.Value.New, subscription.Partition);
            Forward(new Record<TKey, Answer<TRight>>(subscription.Key, answer, record.Timestamp, record.Headers));
        }
    }
}
