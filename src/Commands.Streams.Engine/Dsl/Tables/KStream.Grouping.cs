using Commands.Streams.Graph;
using Commands.Streams.Operators.Async;
using Commands.Streams.Operators.Stateless;

namespace Commands.Streams;

public sealed partial class KStream<TKey, TValue>
{
    /// <summary>Groups the records by their keys, to be counted, reduced or aggregated.</summary>
    /// <param name="grouped">Name and serdes; by default those of the stream.</param>
    public KGroupedStream<TKey, TValue> GroupByKey(Grouped<TKey, TValue>? grouped = null) => new(this, grouped ?? new Grouped<TKey, TValue>());

    /// <summary>
    /// Groups the records by other keys, to be counted, reduced or aggregated. They go through an internal topic, so that records with equal keys reach the
    /// same task.
    /// </summary>
    /// <typeparam name="TNewKey">The new key's type.</typeparam>
    /// <param name="selector">Returns the new key; records for which it is null are dropped.</param>
    /// <param name="grouped">Name and serdes; by default those of the stream and those registered for the types.</param>
    public KGroupedStream<TNewKey, TValue> GroupBy<TNewKey>(Func<TKey, TValue, TNewKey> selector, Grouped<TNewKey, TValue>? grouped = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        grouped ??= new Grouped<TNewKey, TValue>();
        var named = grouped.Name is null ? null : Named.As(grouped.Name);
        var selected = Add<TNewKey, TValue>(
            NodePrefixes.SelectKey, named, name => new SelectKeyOperator<TKey, TValue, TNewKey>(name, selector), null, ValueSerde, KeyOrigin.Changed);
        return new KGroupedStream<TNewKey, TValue>(selected, grouped);
    }
}
