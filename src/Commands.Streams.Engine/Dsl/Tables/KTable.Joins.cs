using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Joining;
using Commands.Streams.Operators.Tables;

namespace Commands.Streams;

// Joins of two tables by their keys: the result is a table that changes when either of them does.
public sealed partial class KTable<TKey, TValue>
{
    /// <summary>
    /// Joins with another table by key: the result has a row for each key that has one in both tables. It changes with either of them, at the later of the
    /// change's timestamp and that of the other row.
    /// </summary>
    /// <typeparam name="TOther">The type of the other table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other table, which is the right one.</param>
    /// <param name="joiner">Computes the result from the left and the right value.</param>
    /// <param name="materialized">The store in which the results are kept; if null, they are computed when they are looked up.</param>
    /// <param name="named">The name of the join, unique in the topology.</param>
    public KTable<TKey, TResult> Join<TOther, TResult>(
        KTable<TKey, TOther> other, Func<TValue, TOther, TResult> joiner, Materialized<TKey, TResult>? materialized = null, Named? named = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, (_, left, right) => joiner(left!, right!), materialized, named, JoinKind.Inner);
    }

    /// <summary>
    /// Joins with another table by key: the result has a row for each key that has one in both tables. It changes with either of them, at the later of the
    /// change's timestamp and that of the other row.
    /// </summary>
    /// <typeparam name="TOther">The type of the other table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other table, which is the right one.</param>
    /// <param name="joiner">Computes the result from the key, the left and the right value.</param>
    /// <param name="materialized">The store in which the results are kept; if null, they are computed when they are looked up.</param>
    /// <param name="named">The name of the join, unique in the topology.</param>
    public KTable<TKey, TResult> Join<TOther, TResult>(
        KTable<TKey, TOther> other, Func<TKey, TValue, TOther, TResult> joiner, Materialized<TKey, TResult>? materialized = null, Named? named = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, new Joiner<TKey, TValue, TOther, TResult>(joiner!), materialized, named, JoinKind.Inner);
    }

    /// <summary>Joins with another table by key like <c>Join</c>, and has a row too for each key that has one only in the left table.</summary>
    /// <typeparam name="TOther">The type of the other table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other table, which is the right one.</param>
    /// <param name="joiner">Computes the result from the left and the right value, which is null if there is no row.</param>
    /// <param name="materialized">The store in which the results are kept; if null, they are computed when they are looked up.</param>
    /// <param name="named">The name of the join, unique in the topology.</param>
    public KTable<TKey, TResult> LeftJoin<TOther, TResult>(
        KTable<TKey, TOther> other, Func<TValue, TOther?, TResult> joiner, Materialized<TKey, TResult>? materialized = null, Named? named = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, (_, left, right) => joiner(left!, right), materialized, named, JoinKind.Left);
    }

    /// <summary>Joins with another table by key like <c>Join</c>, and has a row too for each key that has one only in the left table.</summary>
    /// <typeparam name="TOther">The type of the other table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other table, which is the right one.</param>
    /// <param name="joiner">Computes the result from the key, the left and the right value, which is null if there is no row.</param>
    /// <param name="materialized">The store in which the results are kept; if null, they are computed when they are looked up.</param>
    /// <param name="named">The name of the join, unique in the topology.</param>
    public KTable<TKey, TResult> LeftJoin<TOther, TResult>(
        KTable<TKey, TOther> other, Func<TKey, TValue, TOther?, TResult> joiner, Materialized<TKey, TResult>? materialized = null, Named? named = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, new Joiner<TKey, TValue, TOther, TResult>(joiner!), materialized, named, JoinKind.Left);
    }

    /// <summary>Joins with another table by key: the result has a row for each key that has one in either table.</summary>
    /// <typeparam name="TOther">The type of the other table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other table, which is the right one.</param>
    /// <param name="joiner">Computes the result from the left and the right value, one of which is null if there is no row.</param>
    /// <param name="materialized">The store in which the results are kept; if null, they are computed when they are looked up.</param>
    /// <param name="named">The name of the join, unique in the topology.</param>
    public KTable<TKey, TResult> OuterJoin<TOther, TResult>(
        KTable<TKey, TOther> other, Func<TValue?, TOther?, TResult> joiner, Materialized<TKey, TResult>? materialized = null, Named? named = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, (_, left, right) => joiner(left, right), materialized, named, JoinKind.Outer);
    }

    /// <summary>Joins with another table by key: the result has a row for each key that has one in either table.</summary>
    /// <typeparam name="TOther">The type of the other table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other table, which is the right one.</param>
    /// <param name="joiner">Computes the result from the key, the left and the right value, one of which is null if there is no row.</param>
    /// <param name="materialized">The store in which the results are kept; if null, they are computed when they are looked up.</param>
    /// <param name="named">The name of the join, unique in the topology.</param>
    public KTable<TKey, TResult> OuterJoin<TOther, TResult>(
        KTable<TKey, TOther> other, Func<TKey, TValue?, TOther?, TResult> joiner, Materialized<TKey, TResult>? materialized = null, Named? named = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, new Joiner<TKey, TValue, TOther, TResult>(joiner), materialized, named, JoinKind.Outer);
    }

    private KTable<TKey, TResult> AddJoin<TOther, TResult>(
        KTable<TKey, TOther> other, Joiner<TKey, TValue, TOther, TResult> joiner, Materialized<TKey, TResult>? materialized, Named? named, JoinKind kind)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (materialized is { StoreName: null })
        {
            // A store without a name is not needed, but takes a number, as in Kafka Streams.
            Builder.Names.NextStore(NodePrefixes.TableMerge);
        }

        var merge = Builder.Names.Given(named?.Name, NodePrefixes.TableMerge);
        var left = Builder.Names.Given(named is null ? null : named.Name + "-join-this", NodePrefixes.TableJoinThis);
        var right = Builder.Names.Given(named is null ? null : named.Name + "-join-other", NodePrefixes.TableJoinOther);
        var keySerde = materialized?.KeySerde ?? KeySerde ?? other.KeySerde;
        var store = materialized?.StoreName is { } storeName
            ? TableStores.Create(Builder, storeName, materialized, keySerde, materialized.ValueSerde)
            : null;
        var rules = TableJoinRules.Of(kind);
        var rows = new JoinedRows<TKey, TValue, TOther, TResult>(Rows, other.Rows, store, rules, joiner);
        AddJoinSide(left, other.Rows, rows, rules, joiner);
        other.AddJoinSide(right, Rows, rows, rules.Reverse(), (key, value, row) => joiner(key, row, value));
        Builder.Graph.Add(new ProcessorDefinition<TKey, Change<TResult>, TKey, Change<TResult>>(
            merge, [left, right], () => new TableMergeOperator<TKey, TResult>(merge, rows, rows.CreateStore)));
        Connect(store, merge);
        Builder.Graph.AddCopartitioned(NodeName, other.NodeName);
        if (!rules.NeedsOther)
        {
            Rows.RequestOldValues(mayMaterialize: true);
        }

        if (!rules.NeedsThis)
        {
            other.Rows.RequestOldValues(mayMaterialize: true);
        }

        return new KTable<TKey, TResult>(Builder, merge, keySerde, materialized?.ValueSerde, rows);
    }

    private void AddJoinSide<TOther, TResult>(
        string name, TableRows<TKey, TOther> others, TableRows<TKey, TResult> results, TableJoinRules rules, Joiner<TKey, TValue, TOther, TResult> joiner)
    {
        Builder.Graph.Add(new ProcessorDefinition<TKey, Change<TValue>, TKey, Change<TResult>>(
            name, [NodeName], () => new TableTableJoinOperator<TKey, TValue, TOther, TResult>(name, others, results, rules, joiner)));
        foreach (var store in others.RequireStores())
        {
            Builder.Graph.Connect(store, name);
        }
    }
}
