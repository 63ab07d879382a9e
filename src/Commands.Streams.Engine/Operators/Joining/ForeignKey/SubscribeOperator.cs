using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>
/// Tells the right table which left rows point to which of its rows. Each change of a left row asks for one answer at most, also if the row points elsewhere
/// now: two answers would come from two partitions, in any order.
/// </summary>
/// <param name="name">The node's name.</param>
/// <param name="foreignKey">Finds the right key of a left row; null if the row points to nothing.</param>
/// <param name="isLeft">True if left rows without a right row have a result.</param>
/// <param name="foreignKeys">Compares right keys.</param>
/// <param name="hasher">Hashes left values.</param>
internal sealed class SubscribeOperator<TKey, TValue, TForeign>(
    string name,
    Func<TKey, TValue, TForeign?> foreignKey,
    bool isLeft,
    IEqualityComparer<TForeign> foreignKeys,
    ValueHasher<TValue> hasher) : OperatorNode<TKey, Change<TValue>, TForeign, Subscription<TKey>>(name)
{
    protected override void Process(in Record<TKey, Change<TValue>> record)
    {
        var change = record.Value;
        if (!change.IsLatest)
        {
            Context.Drop(Name, DropReason.OldVersion, Context.Input);
            return;
        }

        if (change is { New: null, Old: null })
        {
            return;
        }

        var oldKey = change.Old is null ? default : foreignKey(record.Key, change.Old);
        var newKey = change.New is null ? default : foreignKey(record.Key, change.New);
        var hash = hasher.Hash(change.New);
        if (isLeft)
        {
            SubscribeLeft(in record, oldKey, newKey, in hash);
        }
        else
        {
            SubscribeInner(in record, oldKey, newKey, in hash);
        }
    }

    private void SubscribeLeft(in Record<TKey, Change<TValue>> record, TForeign? oldKey, TForeign? newKey, in ValueHash hash)
    {
        if (oldKey is not null && (newKey is null || !foreignKeys.Equals(oldKey, newKey)))
        {
            Send(in record, oldKey, Instruction.Delete, in hash);
        }

        // Without a key this reaches no row, but the answer is needed all the same.
        Send(in record, newKey!, Instruction.AlwaysAnswer, in hash);
    }

    private void SubscribeInner(in Record<TKey, Change<TValue>> record, TForeign? oldKey, TForeign? newKey, in ValueHash hash)
    {
        if (newKey is null)
        {
            if (record.Value.New is not null)
            {
                Context.Drop(Name, DropReason.NullForeignKey, Context.Input);
            }

            if (oldKey is not null)
            {
                Send(in record, oldKey, Instruction.DeleteAndAnswer, in hash);
            }
        }
        else if (oldKey is null || foreignKeys.Equals(oldKey, newKey))
        {
            Send(in record, newKey, Instruction.AnswerIfFound, in hash);
        }
        else
        {
            Send(in record, oldKey, Instruction.Delete, in hash);
            Send(in record, newKey, Instruction.AlwaysAnswer, in hash);
        }
    }

    private void Send(in Record<TKey, Change<TValue>> record, TForeign key, Instruction instruction, in ValueHash hash) =>
        Forward(new Record<TForeign, Subscription<TKey>>(
            key, new Subscription<TKey>(instruction, hash, record.Key, Context.TaskId.Partition), record.Timestamp, record.Headers));
}
