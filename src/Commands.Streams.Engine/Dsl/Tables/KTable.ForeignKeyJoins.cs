namespace Commands.Streams;

// Joins of two tables in which the rows of one point to those of the other.
public sealed partial class KTable<TKey, TValue>
{
    /// <summary>
    /// Joins each row with the row of another table that it points to. Many rows may point to the same one; all of their results change when it does. A
    /// result that a change of this table leads to has the later of both timestamps, one that a change of the other table leads to has that change's.
    /// </summary>
    /// <typeparam name="TForeign">The type of the other table's keys.</typeparam>
    /// <typeparam name="TOther">The type of the other table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other table.</param>
    /// <param name="foreignKey">Finds the other table's key in a row's value; null if the row points to nothing, and then has no result.</param>
    /// <param name="joiner">Computes the result from both values.</param>
    /// <param name="materialized">The store in which the results are kept; if null, they are kept only if a later step needs them.</param>
    /// <param name="joined">The name of the join.</param>
    /// <remarks>
    /// The tables need not have the same number of partitions. Values of the other table that are serialized to no bytes at all count as absent.
    /// </remarks>
    public KTable<TKey, TResult> Join<TForeign, TOther, TResult>(
        KTable<TForeign, TOther> other,
        Func<TValue, TForeign?> foreignKey,
        Func<TValue, TOther, TResult> joiner,
        Materialized<TKey, TResult>? materialized = null,
        TableJoined? joined = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(foreignKey);
        ArgumentNullException.ThrowIfNull(joiner);
        return new ForeignKeyJoinPlan<TKey, TValue, TForeign, TOther, TResult>(
            this, other, (_, value) => foreignKey(value), (_, left, right) => joiner(left!, right!), joined, isLeft: false).Add(materialized);
    }

    /// <summary>
    /// Joins each row with the row of another table that it points to, like <c>Join</c>, and with null if there is no such row or the row points to nothing.
    /// </summary>
    /// <typeparam name="TForeign">The type of the other table's keys, which can be null.</typeparam>
    /// <typeparam name="TOther">The type of the other table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other table.</param>
    /// <param name="foreignKey">Finds the other table's key in a row's value; null if the row points to nothing.</param>
    /// <param name="joiner">Computes the result from both values; the other table's is null if there is none.</param>
    /// <param name="materialized">The store in which the results are kept; if null, they are kept only if a later step needs them.</param>
    /// <param name="joined">The name of the join.</param>
    /// <remarks>
    /// The tables need not have the same number of partitions. Values of the other table that are serialized to no bytes at all count as absent.
    /// </remarks>
    public KTable<TKey, TResult> LeftJoin<TForeign, TOther, TResult>(
        KTable<TForeign, TOther> other,
        Func<TValue, TForeign?> foreignKey,
        Func<TValue, TOther?, TResult> joiner,
        Materialized<TKey, TResult>? materialized = null,
        TableJoined? joined = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(foreignKey);
        ArgumentNullException.ThrowIfNull(joiner);
        JoinChecks.CheckNullable<TForeign>(Builder.Graph, joined?.Name ?? NodeName, "foreign key");
        return new ForeignKeyJoinPlan<TKey, TValue, TForeign, TOther, TResult>(
            this, other, (_, value) => foreignKey(value), (_, left, right) => joiner(left!, right), joined, isLeft: true).Add(materialized);
    }
}
