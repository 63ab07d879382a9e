using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Joining;
using Commands.Streams.Operators.Joining.ForeignKey;
using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.Formats;
using Commands.Streams.State.Staging;

namespace Commands.Streams;

/// <summary>
/// Adds the nodes, stores and internal topics of a join of tables by foreign key, under the names of Kafka Streams: left rows subscribe to right rows through
/// one topic, and are answered through another.
/// </summary>
internal sealed class ForeignKeyJoinPlan<TKey, TValue, TForeign, TRight, TResult>
{
    private const string TopicSuffix = "-topic";

    private readonly KTable<TKey, TValue> _left;
    private readonly KTable<TForeign, TRight> _right;
    private readonly Func<TKey, TValue, TForeign?> _foreignKey;
    private readonly Joiner<TKey, TValue, TRight, TResult> _joiner;
    private readonly TableJoined? _joined;
    private readonly bool _isLeft;
    private readonly ISerde<TKey> _keySerde;
    private readonly ISerde<TValue> _valueSerde;
    private readonly ISerde<TForeign> _foreignSerde;
    private readonly SubscriptionSerde<TKey> _subscriptionSerde;
    private readonly AnswerSerde<TRight> _answerSerde;

    public ForeignKeyJoinPlan(
        KTable<TKey, TValue> left,
        KTable<TForeign, TRight> right,
        Func<TKey, TValue, TForeign?> foreignKey,
        Joiner<TKey, TValue, TRight, TResult> joiner,
        TableJoined? joined,
        bool isLeft)
    {
        (_left, _right, _foreignKey, _joiner, _joined, _isLeft) = (left, right, foreignKey, joiner, joined, isLeft);
        _keySerde = Serde(left.KeySerde);
        _valueSerde = Serde(left.ValueSerde);
        _foreignSerde = Serde(right.KeySerde);
        _subscriptionSerde = new SubscriptionSerde<TKey>(_keySerde);
        _answerSerde = new AnswerSerde<TRight>(Serde(right.ValueSerde));
    }

    private StreamsBuilder Builder => _left.Builder;

    private TopologyGraph Graph => Builder.Graph;

    public KTable<TKey, TResult> Add(Materialized<TKey, TResult>? materialized)
    {
        _left.Rows.RequestOldValues(mayMaterialize: true);
        _right.Rows.RequestOldValues(mayMaterialize: true);
        var registrationTopic = Name("-subscription-registration", NodePrefixes.ForeignKeyRegistration) + TopicSuffix;
        var subscribe = AddSubscribe();
        var subscriptionSource = AddTopic(
            registrationTopic, "-subscription-registration", [subscribe], _foreignSerde, _subscriptionSerde, partitioner: null);
        var store = AddStore();
        var receive = AddNode(
            "-subscription-receive",
            NodePrefixes.ForeignKeyProcessor,
            name => new ProcessorDefinition<TForeign, Subscription<TKey>, TForeign, Subscription<TKey>>(
                name, [subscriptionSource], () => new ReceiveSubscriptionOperator<TForeign, TKey>(name, store)),
            store);
        var answer = AddNode(
            "-subscription-join-foreign",
            NodePrefixes.ForeignKeyProcessor,
            name => new ProcessorDefinition<TForeign, Subscription<TKey>, TKey, Answer<TRight>>(
                name, [receive], () => new AnswerSubscriptionOperator<TForeign, TKey, TRight>(name, _right.Rows)),
            [.. _right.Rows.RequireStores()]);
        var announce = AddNode(
            "-foreign-join-subscription",
            NodePrefixes.ForeignKeyProcessor,
            name => new ProcessorDefinition<TForeign, Change<TRight>, TKey, Answer<TRight>>(
                name, [_right.NodeName], () => new AnnounceChangeOperator<TForeign, TKey, TRight>(name, store)),
            store);
        var responseTopic = Name("-subscription-response", NodePrefixes.ForeignKeyResponse) + TopicSuffix;
        var responseSource = AddTopic(
            responseTopic,
            "-subscription-response",
            [answer, announce],
            _keySerde,
            _answerSerde,
            static (_, _, answer, count) => answer.Partition >= 0 && answer.Partition < count ? answer.Partition : null);
        var resolve = AddResolve(responseSource);
        Graph.AddCopartitioned(_left.NodeName, responseSource);
        Graph.AddCopartitioned(_right.NodeName, subscriptionSource);
        return AddResult(resolve, materialized);
    }

    private ISerde<T> Serde<T>(ISerde<T>? given) => given ?? new RegisteredSerde<T>(Builder.DefaultSerdes);

    private string Name(string suffix, string prefix) => Builder.Names.Given(_joined is null ? null : _joined.Name + suffix, prefix);

    private string AddNode(string suffix, string prefix, Func<string, NodeDefinition> create, params IReadOnlyList<string> stores)
    {
        var name = Name(suffix, prefix);
        Graph.Add(create(name));
        foreach (var store in stores)
        {
            Graph.Connect(store, name);
        }

        return name;
    }

    private string AddSubscribe() => AddNode(
        "-subscription-registration-processor",
        NodePrefixes.ForeignKeyRegistration,
        name => new ProcessorDefinition<TKey, Change<TValue>, TForeign, Subscription<TKey>>(
            name,
            [_left.NodeName],
            context => new SubscribeOperator<TKey, TValue, TForeign>(
                name, _foreignKey, _isLeft, KeyEquality.Comparer(_foreignSerde, name), new ValueHasher<TValue>(_valueSerde, name)),
            problems =>
            {
                new SerdeChoice<TKey>(_left.KeySerde).Check(problems, name, "writes keys", "Consumed.With(...)");
                new SerdeChoice<TValue>(_left.ValueSerde).Check(problems, name, "hashes values", "Consumed.With(...)");
                new SerdeChoice<TForeign>(_right.KeySerde).Check(problems, name, "writes keys", "Consumed.With(...)");
                new SerdeChoice<TRight>(_right.ValueSerde).Check(problems, name, "sends values", "Consumed.With(...)");
            }));

    /// <summary>Adds an internal topic with its sink and its source.</summary>
    private string AddTopic<TTopicKey, TTopicValue>(
        string topic,
        string suffix,
        IReadOnlyList<string> parents,
        ISerde<TTopicKey> keySerde,
        ISerde<TTopicValue> valueSerde,
        StreamPartitioner<TTopicKey, TTopicValue>? partitioner)
    {
        var sink = Name(suffix + "-sink", NodePrefixes.Sink);
        var source = Name(suffix + "-source", NodePrefixes.Source);
        Graph.Add(new InternalTopic(topic, null));
        Graph.Add(new SinkDefinition<TTopicKey, TTopicValue>(sink, parents, topic, null, keySerde, valueSerde, partitioner));
        Graph.Add(new SourceDefinition<TTopicKey, TTopicValue>(
            source, [topic], null, Records.OffsetReset.Earliest, keySerde, valueSerde, TimestampExtractors.FailOnInvalidTimestamp, null));
        return source;
    }

    private string AddStore()
    {
        var name = Name("-subscription-store", NodePrefixes.ForeignKeyStore);
        Graph.Add(new StoreBuilder<SubscriptionStore<TForeign, TKey>>(
            Builder.DefaultStoreType == StoreType.Persistent ? Stores.PersistentKeyValueStore(name) : Stores.InMemoryKeyValueStore(name),
            (self, _, bytes) =>
            {
                var staged = new StagedStore(bytes, new TimestampedKeyValueFormat(keepsHeaders: true), self.IsLogged, isCached: false);
                var store = new SubscriptionStore<TForeign, TKey>(name, staged, _foreignSerde, _keySerde, _subscriptionSerde);
                return new TaskStore(self, store, staged);
            },
            static (_, _, _) => { }));
        return name;
    }

    private string AddResolve(string responseSource) => AddNode(
        "-subscription-response-resolver",
        NodePrefixes.ForeignKeyResolver,
        name => new ProcessorDefinition<TKey, Answer<TRight>, TKey, TResult>(
            name,
            [responseSource],
            () => new ResolveAnswerOperator<TKey, TValue, TRight, TResult>(
                name, _left.Rows, _joiner, _isLeft, new ValueHasher<TValue>(_valueSerde, name))),
        [.. _left.Rows.RequireStores()]);

    private KTable<TKey, TResult> AddResult(string resolve, Materialized<TKey, TResult>? materialized)
    {
        var storeName = materialized?.StoreName ?? Builder.Names.NextStore(NodePrefixes.ForeignKeyOutput);
        var name = Name("-result", NodePrefixes.ForeignKeyOutput);
        return Builder.AddTable(name, resolve, storeName, materialized, materialized?.KeySerde ?? _left.KeySerde, materialized?.ValueSerde);
    }
}
