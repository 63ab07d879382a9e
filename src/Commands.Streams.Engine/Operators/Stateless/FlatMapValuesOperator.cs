using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Replaces a value by any number of others under the same key.</summary>
internal sealed class FlatMapValuesOperator<TKey, TValue, TNewValue>(string name, Func<TKey, TValue, IEnumerable<TNewValue>> mapper)
    : OperatorNode<TKey, TValue, TKey, TNewValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record)
    {
        var results = mapper(record.Key, record.Value) ?? throw new InvalidOperationException(
            $"The function of node '{Name}' returned null. Return an empty sequence if there is nothing to forward.");
        foreach (var value in results)
        {
            Forward(record.WithValue(value));
        }
    }
}
