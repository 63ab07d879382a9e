using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A sink for input records that are read again later. They are written as they were read, so it needs no serdes.</summary>
internal sealed class MoveDefinition<TKey, TValue>(
    string name, IReadOnlyList<string> parents, string topic, Func<TValue, bool> predicate) : SinkDefinition(name, parents, topic)
{
    public override string Chooser => "none";

    public override (Type Key, Type Value)? Input => (typeof(TKey), typeof(TValue));

    public override ProcessorNode CreateNode(NodeBuildContext context) =>
        new MoveNode<TKey, TValue>(Name, context.Topics.InCluster(Topic!), predicate);
}
