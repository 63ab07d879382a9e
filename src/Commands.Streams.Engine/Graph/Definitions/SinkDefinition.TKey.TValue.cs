using Commands.Streams.Processors;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Nodes;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A sink with its types.</summary>
internal sealed class SinkDefinition<TKey, TValue>(
    string name,
    IReadOnlyList<string> parents,
    string? topic,
    TopicNameExtractor<TKey, TValue>? topicChooser,
    ISerde<TKey>? keySerde,
    ISerde<TValue>? valueSerde,
    StreamPartitioner<TKey, TValue>? partitioner,
    UnwritableRule<TKey, TValue>? unwritable = null,
    Func<TKey, TValue, bool>? isEarly = null) : SinkDefinition(name, parents, topic)
{
    public override string Chooser => topicChooser?.Method.Name ?? "none";

    public override (Type Key, Type Value)? Input => (typeof(TKey), typeof(TValue));

    public override ProcessorNode CreateNode(NodeBuildContext context) => new SinkNode<TKey, TValue>(
        Name,
        new SinkTopic<TKey, TValue>(Topic is null ? null : context.Topics.InCluster(Topic), topicChooser),
        new SerdeChoice<TKey>(keySerde).Resolve(context.Serdes),
        new SerdeChoice<TValue>(valueSerde).Resolve(context.Serdes),
        partitioner,
        unwritable,
        isEarly);

    public override void AddProblems(GraphProblems problems)
    {
        base.AddProblems(problems);
        new SerdeChoice<TKey>(keySerde).Check(problems, Name, "writes keys", "Produced.With(...)");
        new SerdeChoice<TValue>(valueSerde).Check(problems, Name, "writes values", "Produced.With(...)");
    }
}
