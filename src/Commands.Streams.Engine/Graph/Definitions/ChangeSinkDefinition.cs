using Commands.Streams.Operators.Tables;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A sink of a table's changes, old and new values, to an internal topic.</summary>
internal sealed class ChangeSinkDefinition<TKey, TValue>(
    string name, IReadOnlyList<string> parents, string topic, ISerde<TKey>? keySerde, ISerde<TValue>? valueSerde) : SinkDefinition(name, parents, topic)
{
    public override string Chooser => "none";

    public override (Type Key, Type Value)? Input => (typeof(TKey), typeof(Change<TValue>));

    public override ProcessorNode CreateNode(NodeBuildContext context) => new SinkNode<TKey, Change<TValue>>(
        Name,
        new SinkTopic<TKey, Change<TValue>>(context.Topics.InCluster(Topic!), null),
        new SerdeChoice<TKey>(keySerde).Resolve(context.Serdes),
        new ChangeSerde<TValue>(new SerdeChoice<TValue>(valueSerde).Resolve(context.Serdes)),
        partitioner: null,
        unwritable: null,
        isEarly: null);

    public override void AddProblems(GraphProblems problems)
    {
        base.AddProblems(problems);
        new SerdeChoice<TKey>(keySerde).Check(problems, Name, "writes keys", "Grouped.With(...)");
        new SerdeChoice<TValue>(valueSerde).Check(problems, Name, "writes values", "Grouped.With(...)");
    }
}
