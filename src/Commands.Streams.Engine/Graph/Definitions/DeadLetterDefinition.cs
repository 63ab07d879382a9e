using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A sink for failed input records. They are written as they were read, so it needs no serdes.</summary>
internal sealed class DeadLetterDefinition<TKey, TValue>(
    string name, IReadOnlyList<string> parents, string topic, Func<TValue, Exception?> exceptionOf, Func<RecordContext,
    RecordContext>? origin) : SinkDefinition(name, parents, topic)
{
    public override string Chooser => "none";

    public override bool TakesDeadLetters => true;

    public override (Type Key, Type Value)? Input => (typeof(TKey), typeof(TValue));

    public override ProcessorNode CreateNode(NodeBuildContext context) =>
        new DeadLetterNode<TKey, TValue>(Name, context.Topics.InCluster(Topic!), exceptionOf, origin);
}
