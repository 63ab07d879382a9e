using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Tables;
using Commands.Streams.Serialization;

namespace Commands.Streams;

public sealed partial class KTable<TKey, TValue>
{
    /// <summary>
    /// Groups the rows by other keys, to be counted, reduced or aggregated. The rows' changes go through an internal topic, so that those of one group reach
    /// the same task. A row that moves to another group leaves the old one first.
    /// </summary>
    /// <typeparam name="TNewKey">The type of the groups' keys.</typeparam>
    /// <typeparam name="TNewValue">The type of the values to aggregate, which can be null.</typeparam>
    /// <param name="selector">Returns the group's key and the value to aggregate for a row; if one of them is null, the row is in no group.</param>
    /// <param name="grouped">Name and serdes; by default those registered for the types.</param>
    public KGroupedTable<TNewKey, TNewValue> GroupBy<TNewKey, TNewValue>(
        Func<TKey, TValue, (TNewKey Key, TNewValue Value)> selector, Grouped<TNewKey, TNewValue>? grouped = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        grouped ??= new Grouped<TNewKey, TNewValue>();
        var name = Builder.Names.Given(grouped.Name, NodePrefixes.TableSelect);
        var rows = Rows;
        Builder.Graph.Add(new ProcessorDefinition<TKey, Change<TValue>, TNewKey, Change<TNewValue>>(
            name,
            [NodeName],
            context => new RegroupOperator<TKey, TValue, TNewKey, TNewValue>(
                name, rows, selector, KeyEquality.Comparer(new SerdeChoice<TNewKey>(grouped.KeySerde).Resolve(context.Serdes), name)),
            problems => new SerdeChoice<TNewKey>(grouped.KeySerde).Check(problems, name, "groups by keys", "Grouped.With(...)")));
        Rows.RequestOldValues(mayMaterialize: true);
        return new KGroupedTable<TNewKey, TNewValue>(Builder, name, grouped);
    }
}
