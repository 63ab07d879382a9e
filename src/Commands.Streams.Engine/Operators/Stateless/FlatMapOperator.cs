using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>Replaces a record by any number of others.</summary>
internal sealed class FlatMapOperator<TKey, TValue, TNewKey, TNewValue>(
    string name, Func<TKey, TValue, IEnumerable<(TNewKey Key, TNewValue Value)>> mapper)
    : OperatorNode<TKey, TValue, TNewKey, TNewValue>(name)
{
    protected override void Process(in Record<TKey, TValue> record)
    {
        var results = mapper(record.Key, record.Value) ?? throw new InvalidOperationException(
            $"The function of node '{Name}' returned null. Return an empty sequence if there is nothing to forward.");
        foreach (var (key, value) in results)
        {
            Forward(new Record<TNewKey, TNewValue>(key, value, record.Timestamp, record.Headers));
        }
    }
}
