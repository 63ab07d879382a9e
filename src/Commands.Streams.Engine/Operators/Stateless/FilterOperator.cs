using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Forwards records for which the predicate returns the wanted value.</summary>
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
