using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Async;
using Commands.Streams.Operators.Joining;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams;

// Joins of a stream with a table: each record with the row that has its key.
public sealed partial class KStream<TKey, TValue>
{
    /// <summary>
    /// Joins each record with the table's row of its key, as the row is at present; if the table is versioned, as it was at the record's timestamp. Changes of
    /// the table lead to no results. Records without a key, a value or a row are left out. Results have the record's timestamp.
    /// </summary>
    /// <typeparam name="TTable">The type of the table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="joiner">Computes the result from the record's value and the row's.</param>
    /// <param name="joined">Serdes, a name, and how long records wait for the table.</param>
    public KStream<TKey, TResult> Join<TTable, TResult>(
        KTable<TKey, TTable> table, Func<TValue, TTable, TResult> joiner, Joined<TKey, TValue, TTable>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddTableJoin(table, (_, value, row) => joiner(value!, row!), joined, isLeft: false);
    }

    /// <summary>
    /// Joins each record with the table's row of its key, as the row is at present; if the table is versioned, as it was at the record's timestamp. Changes of
    /// the table lead to no results. Records without a key, a value or a row are left out. Results have the record's timestamp.
    /// </summary>
    /// <typeparam name="TTable">The type of the table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="joiner">Computes the result from the key, the record's value and the row's.</param>
    /// <param name="joined">Serdes, a name, and how long records wait for the table.</param>
    public KStream<TKey, TResult> Join<TTable, TResult>(
        KTable<TKey, TTable> table, Func<TKey, TValue, TTable, TResult> joiner, Joined<TKey, TValue, TTable>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddTableJoin(table, new Joiner<TKey, TValue, TTable, TResult>(joiner!), joined, isLeft: false);
    }

    /// <summary>
    /// Joins each record with the table's row of its key like <c>Join</c>, and with null if there is no row or the record has no key. Records without a value
    /// are left out.
    /// </summary>
    /// <typeparam name="TTable">The type of the table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="joiner">Computes the result from the record's value and the row's, which is null if there is no row.</param>
    /// <param name="joined">Serdes, a name, and how long records wait for the table.</param>
    public KStream<TKey, TResult> LeftJoin<TTable, TResult>(
        KTable<TKey, TTable> table, Func<TValue, TTable?, TResult> joiner, Joined<TKey, TValue, TTable>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddTableJoin(table, (_, value, row) => joiner(value!, row), joined, isLeft: true);
    }

    /// <summary>
    /// Joins each record with the table's row of its key like <c>Join</c>, and with null if there is no row or the record has no key. Records without a value
    /// are left out.
    /// </summary>
    /// <typeparam name="TTable">The type of the table's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="joiner">Computes the result from the key, the record's value and the row's, which is null if there is no row.</param>
    /// <param name="joined">Serdes, a name, and how long records wait for the table.</param>
    public KStream<TKey, TResult> LeftJoin<TTable, TResult>(
        KTable<TKey, TTable> table, Func<TKey, TValue, TTable?, TResult> joiner, Joined<TKey, TValue, TTable>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddTableJoin(table, new Joiner<TKey, TValue, TTable, TResult>(joiner!), joined, isLeft: true);
    }

    private KStream<TKey, TResult> AddTableJoin<TTable, TResult>(
        KTable<TKey, TTable> table, Joiner<TKey, TValue, TTable, TResult> joiner, Joined<TKey, TValue, TTable>? joined, bool isLeft)
    {
        ArgumentNullException.ThrowIfNull(table);
        joined ??= new Joined<TKey, TValue, TTable>();
        var keySerde = joined.KeySerde ?? KeySerde;
        var stream = RepartitionForJoin(joined.Name, keySerde, joined.ValueSerde);
        var name = Builder.Names.Given(joined.Name, isLeft ? NodePrefixes.LeftJoin : NodePrefixes.Join);
        var buffer = joined.Grace is null ? null : JoinBuffers.Create(Builder, name + "-Buffer");
        var keys = new SerdeChoice<TKey>(keySerde);
        var values = new SerdeChoice<TValue>(joined.ValueSerde ?? ValueSerde);
        Builder.Graph.Add(new ProcessorDefinition<TKey, TValue, TKey, TResult>(
            name,
            [stream.NodeName],
            build => new StreamTableJoinOperator<TKey, TValue, TTable, TResult>(
                name, table.Rows, joiner, isLeft, buffer is null ? null : (context, node) => new JoinBuffer<TKey, TValue>(
                    NodeStores.Find<JoinBufferStore>(context, node, buffer.Name),
                    (long)joined.Grace!.Value.TotalMilliseconds,
                    keys.Resolve(build.Serdes),
                    values.Resolve(build.Serdes))),
            problems => CheckTableJoin(problems, name, table.Rows, buffer is not null, keys, values)));
        foreach (var store in table.Rows.RequireStores())
        {
            Builder.Graph.Connect(store, name);
        }

        if (buffer is not null)
        {
            Builder.Graph.Add(buffer);
            Builder.Graph.Connect(buffer.Name, name);
        }

        Builder.Graph.AddCopartitioned(stream.NodeName, table.NodeName);
        if (isLeft)
        {
            Builder.Graph.KeepNullKeys(stream.NodeName);
            JoinChecks.CheckNullable<TTable>(Builder.Graph, name, "right");
        }

        return new KStream<TKey, TResult>(Builder, name, keySerde, null, stream.KeyOrigin == KeyOrigin.AsRead ? KeyOrigin.Kept : stream.KeyOrigin);
    }

    private static void CheckTableJoin<TTable>(
        GraphProblems problems, string name, Operators.Tables.TableRows<TKey, TTable> rows, bool hasBuffer, SerdeChoice<TKey> keys, SerdeChoice<TValue> values)
    {
        if (!hasBuffer)
        {
            return;
        }

        keys.Check(problems, name, "buffers keys", "Joined.With(...)");
        values.Check(problems, name, "buffers values", "Joined.With(...)");
        if (!rows.IsVersioned)
        {
            problems.Add(
                $"The join '{name}' lets records wait for a table that is not versioned, so it would not matter which row was valid at their time. " +
                "Materialize the table in a versioned store, or leave out the grace.");
        }
    }
}
