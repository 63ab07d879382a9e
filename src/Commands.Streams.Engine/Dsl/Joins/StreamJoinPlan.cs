using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Async;
using Commands.Streams.Operators.Joining;
using Commands.Streams.Operators.Stateless;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams;

/// <summary>Adds the nodes and stores of a join of two streams to a topology, under the names of Kafka Streams.</summary>
internal sealed class StreamJoinPlan<TKey, TLeft, TRight, TResult>
{
    private readonly KStream<TKey, TLeft> _left;
    private readonly KStream<TKey, TRight> _right;
    private readonly Joiner<TKey, TLeft, TRight, TResult> _joiner;
    private readonly JoinWindows _windows;
    private readonly StreamJoined<TKey, TLeft, TRight> _joined;
    private readonly JoinKind _kind;
    private readonly ISerde<TKey>? _keySerde;
    private readonly SerdeChoice<TLeft> _leftSerde;
    private readonly SerdeChoice<TRight> _rightSerde;

    public StreamJoinPlan(
        KStream<TKey, TLeft> left,
        KStream<TKey, TRight> right,
        Joiner<TKey, TLeft, TRight, TResult> joiner,
        JoinWindows windows,
        StreamJoined<TKey, TLeft, TRight> joined,
        JoinKind kind)
    {
        (_left, _right, _joiner, _windows, _joined, _kind) = (left, right, joiner, windows, joined, kind);
        _keySerde = joined.KeySerde ?? left.KeySerde ?? right.KeySerde;
        _leftSerde = new SerdeChoice<TLeft>(joined.LeftSerde ?? left.ValueSerde);
        _rightSerde = new SerdeChoice<TRight>(joined.RightSerde ?? right.ValueSerde);
    }

    private StreamsBuilder Builder => _left.Builder;

    private TopologyGraph Graph => Builder.Graph;

    public KStream<TKey, TResult> Add()
    {
        var leftWindowed = Name("-this-windowed", Builder.Names.Next(NodePrefixes.Windowed));
        var rightWindowed = Name("-other-windowed", Builder.Names.Next(NodePrefixes.Windowed));
        var leftGenerated = Builder.Names.Next(_kind == JoinKind.Outer ? NodePrefixes.OuterThis : NodePrefixes.JoinThis);
        var rightGenerated = Builder.Names.Next(_kind == JoinKind.Inner ? NodePrefixes.JoinOther : NodePrefixes.OuterOther);
        var leftSuffix = _kind == JoinKind.Outer ? "-outer-this-join" : "-this-join";
        var rightSuffix = _kind == JoinKind.Inner ? "-other-join" : "-outer-other-join";
        var merge = Name("-merge", Builder.Names.Next(NodePrefixes.Merge));
        var leftStore = CreateStore(StoreName(leftSuffix, leftGenerated), _joined.LeftStore, _leftSerde);
        var rightStore = CreateStore(StoreName(rightSuffix, rightGenerated), _joined.RightStore, _rightSerde);
        var unmatched = _kind == JoinKind.Inner ? null : CreateUnmatchedStore(leftGenerated);

        AddWindow(_left, leftWindowed, leftStore);
        AddWindow(_right, rightWindowed, rightStore);
        var rules = new JoinRules(_windows.BeforeMs, _windows.AfterMs, _windows.GraceMs, IsLeft: true, _kind != JoinKind.Inner);
        var left = Name(leftSuffix, leftGenerated);
        var right = Name(rightSuffix, rightGenerated);
        AddSide(left, leftWindowed, merge, rules, rightStore.Name, _joiner, unmatched, _leftSerde, _rightSerde);
        AddSide(
            right, rightWindowed, merge, rules.Reverse(_kind == JoinKind.Outer), leftStore.Name, (key, value, other) => _joiner(key, other, value), unmatched,
            _rightSerde, _leftSerde);
        Graph.Add(new ProcessorDefinition<TKey, TResult, TKey, TResult>(merge, [left, right], () => new PassThroughOperator<TKey, TResult>(merge)));
        Graph.AddCopartitioned(_left.NodeName, _right.NodeName);
        if (_kind != JoinKind.Inner)
        {
            Graph.KeepNullKeys(_left.NodeName);
            Graph.KeepNullKeys(_right.NodeName);
        }

        CheckNullable();
        return new KStream<TKey, TResult>(Builder, merge, _keySerde, null, KeyOrigin.Kept);
    }

    private string Name(string suffix, string generated) => _joined.Name is null ? generated : _joined.Name + suffix;

    private string StoreName(string suffix, string generated) => (_joined.StoreName is null ? generated : _joined.StoreName + suffix) + "-store";

    private StoreBuilder CreateStore<TValue>(string name, WindowStoreSupplier? given, SerdeChoice<TValue> valueSerde) =>
        JoinStores.Create(Builder, name, given, _windows, _joined, _keySerde, valueSerde.Given);

    private StoreBuilder<UnmatchedStore<TKey>> CreateUnmatchedStore(string leftGenerated)
    {
        var prefix = _kind == JoinKind.Outer ? NodePrefixes.OuterThis : NodePrefixes.JoinThis;
        var name = StoreName(
            _kind == JoinKind.Outer ? "-outer-shared-join" : "-left-shared-join", NodePrefixes.OuterShared + leftGenerated[prefix.Length..]);
        var store = JoinStores.CreateUnmatched(Builder, name, _joined, _keySerde);
        Graph.Add(store);
        return store;
    }

    private void AddWindow<TValue>(KStream<TKey, TValue> stream, string name, StoreBuilder store)
    {
        Graph.Add(new ProcessorDefinition<TKey, TValue, TKey, TValue>(
            name, [stream.NodeName], () => new JoinWindowOperator<TKey, TValue>(name, store.Name)));
        Graph.Add(store);
        Graph.Connect(store.Name, name);
    }

    private void AddSide<TThis, TOther>(
        string name,
        string parent,
        string merge,
        JoinRules rules,
        string otherStore,
        Joiner<TKey, TThis, TOther, TResult> joiner,
        StoreBuilder? unmatched,
        SerdeChoice<TThis> thisSerde,
        SerdeChoice<TOther> otherSerde)
    {
        Graph.Add(new ProcessorDefinition<TKey, TThis, TKey, TResult>(
            name,
            [parent],
            build => new StreamJoinOperator<TKey, TThis, TOther, TResult>(
                name, merge, rules, otherStore, joiner, unmatched is null ? null : (context, node) =>
                {
                    var store = NodeStores.Find<UnmatchedStore<TKey>>(context, node, unmatched.Name);
                    return new UnmatchedRecords<TKey, TThis, TOther, TResult>(
                        context,
                        rules,
                        store,
                        new UnmatchedValues<TThis>(thisSerde.Resolve(build.Serdes), store.Topic),
                        new UnmatchedValues<TOther>(otherSerde.Resolve(build.Serdes), store.Topic),
                        joiner);
                })));
        if (unmatched is not null)
        {
            Graph.Connect(unmatched.Name, name);
        }

        Graph.Connect(otherStore, name);
    }

    private void CheckNullable()
    {
        if (_kind != JoinKind.Inner)
        {
            JoinChecks.CheckNullable<TRight>(Graph, _joined.Name ?? _left.NodeName, "right");
        }

        if (_kind == JoinKind.Outer)
        {
            JoinChecks.CheckNullable<TLeft>(Graph, _joined.Name ?? _left.NodeName, "left");
        }
    }
}
