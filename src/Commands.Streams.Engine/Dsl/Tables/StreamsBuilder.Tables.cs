using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Tables;
using Commands.Streams.State;

namespace Commands.Streams;

/// <content>Tables.</content>
public sealed partial class StreamsBuilder
{
    private const string TableSourceSuffix = "-source";

    /// <summary>Where the stores of tables, aggregations and joins keep their content, unless <see cref="Materialized{TKey,TValue}"/> says so.</summary>
    /// <value>Default: <see cref="StoreType.InMemory"/>.</value>
    public StoreType DefaultStoreType { get; set; } = StoreType.InMemory;

    /// <summary>
    /// Reads a topic as a table: the latest record of each key is its row, and a record without a value deletes it. Records without a key are dropped.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type, which can be null.</typeparam>
    /// <param name="topic">The topic, which must exist when the application starts.</param>
    /// <param name="consumed">How it is read; by default with the serdes registered for the types.</param>
    /// <param name="materialized">
    /// The store of the rows. By default, and without a name, there is a store only if a later step needs it.
    /// </param>
    public KTable<TKey, TValue> Table<TKey, TValue>(
        string topic, Consumed<TKey, TValue>? consumed = null, Materialized<TKey, TValue>? materialized = null)
    {
        ArgumentNullException.ThrowIfNull(topic);
        consumed ??= new Consumed<TKey, TValue>();
        var storeName = materialized?.StoreName ?? Names.NextStore(topic + "-");
        var source = Names.Given(consumed.Name is null ? null : consumed.Name + TableSourceSuffix, NodePrefixes.Source);
        var name = Names.Given(consumed.Name, NodePrefixes.TableSource);
        AddSource(source, [topic], null, consumed);
        return AddTable(
            name, source, storeName, materialized, materialized?.KeySerde ?? consumed.KeySerde, materialized?.ValueSerde ?? consumed.ValueSerde);
    }

    /// <summary>Adds a node that makes a stream a table.</summary>
    internal KTable<TKey, TValue> AddTable<TKey, TValue>(
        string name,
        string parent,
        string storeName,
        Materialized<TKey, TValue>? materialized,
        Serialization.ISerde<TKey>? keySerde,
        Serialization.ISerde<TValue>? valueSerde)
    {
        var store = TableStores.Create(this, storeName, materialized, keySerde, valueSerde);
        var isNamed = materialized?.StoreName is not null;
        var rows = new StoredRows<TKey, TValue>(store, isNamed ? null : Materialize);
        Graph.Add(new ProcessorDefinition<TKey, TValue, TKey, Change<TValue>>(name, [parent], () => new TableSourceOperator<TKey, TValue>(name, rows)));
        if (isNamed)
        {
            Materialize();
        }

        return new KTable<TKey, TValue>(this, name, keySerde, valueSerde, rows);

        void Materialize()
        {
            Graph.Add(store);
            Graph.Connect(store.Name, name);
        }
    }
}
