using Commands.Streams.Errors;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Tables;
using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace Commands.Streams;

/// <summary>
/// A table: the latest value of each key. It changes record by record; steps that follow it compute other tables, which change with it. Its methods describe a
/// topology; nothing runs before the topology is built and started.
/// </summary>
/// <typeparam name="TKey">The key's type. No row has a null key: such records are dropped.</typeparam>
/// <typeparam name="TValue">
/// The value's type. It must be one that can be null, for example <c>string</c> or <c>long?</c>, since null says that there is no row.
/// </typeparam>
public sealed partial class KTable<TKey, TValue>
{
    internal KTable(StreamsBuilder builder, string nodeName, ISerde<TKey>? keySerde, ISerde<TValue>? valueSerde, TableRows<TKey, TValue> rows)
    {
        Builder = builder;
        NodeName = nodeName;
        KeySerde = keySerde;
        ValueSerde = valueSerde;
        Rows = rows;
        if (default(TValue) is not null)
        {
            builder.Graph.AddProblem(
                $"The table of node '{nodeName}' has values of type {TypeNames.Print(typeof(TValue))}, which cannot be null, so they cannot say that " +
                $"there is no row. Use {TypeNames.Print(typeof(TValue))}? as the type.");
        }
    }

    internal StreamsBuilder Builder { get; }

    /// <summary>The node that forwards the table's changes.</summary>
    internal string NodeName { get; }

    internal ISerde<TKey>? KeySerde { get; }

    internal ISerde<TValue>? ValueSerde { get; }

    /// <summary>Where the rows are, and how they are looked up.</summary>
    internal TableRows<TKey, TValue> Rows { get; }

    /// <summary>Adds a table below this one that is a function of it.</summary>
    private KTable<TKey, TNewValue> AddDerived<TNewValue>(
        string prefix,
        Named? named,
        Materialized<TKey, TNewValue>? materialized,
        ISerde<TNewValue>? valueSerde,
        bool isFilter,
        RowFunction<TKey, TValue, TNewValue> compute)
    {
        if (materialized is { StoreName: null })
        {
            // A store without a name is not needed, but takes a number, as in Kafka Streams.
            Builder.Names.NextStore(prefix);
        }

        var name = Builder.Names.Given(named?.Name, prefix);
        var keySerde = materialized?.KeySerde ?? KeySerde;
        valueSerde = materialized?.ValueSerde ?? valueSerde;
        var store = materialized?.StoreName is { } storeName ? TableStores.Create(Builder, storeName, materialized, keySerde, valueSerde) : null;
        var rows = new DerivedRows<TKey, TValue, TNewValue>(Rows, store, compute);
        Builder.Graph.Add(new ProcessorDefinition<TKey, Change<TValue>, TKey, Change<TNewValue>>(
            name, [NodeName], () => new DerivedTableOperator<TKey, TValue, TNewValue>(name, rows, isFilter)));
        Connect(store, name);
        if (isFilter)
        {
            // Old values tell a row that stops passing from one that never did; it is not worth a store.
            rows.RequestOldValues(mayMaterialize: false);
        }

        return new KTable<TKey, TNewValue>(Builder, name, keySerde, valueSerde, rows);
    }

    private void Connect(StoreBuilder? store, string node)
    {
        if (store is not null)
        {
            Builder.Graph.Add(store);
            Builder.Graph.Connect(store.Name, node);
        }
    }
}
