using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Lets records through for which the predicate gives the wanted answer.</summary>
internal sealed class FilterOperator<TKey, TValue>(string name, Func<TKey, TValue, bool> predicate, bool wanted)
    : OperatorNode<TKey, TValue, TKey, TValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record)
    {
        if (predicate(record.Key, record.Value) == wanted)
        {
            Forward(in record);
        }
    }
}
