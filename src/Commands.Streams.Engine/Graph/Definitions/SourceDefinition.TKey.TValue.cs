using System.Text.RegularExpressions;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A source with its types.</summary>
internal sealed class SourceDefinition<TKey, TValue>(
    string name,
    IReadOnlyList<string> topics,
    Regex? pattern,
    OffsetReset? offsetReset,
    ISerde<TKey>? keySerde,
    ISerde<TValue>? valueSerde,
    ITimestampExtractor? anyExtractor,
    TimestampExtractor<TKey, TValue>? typedExtractor,
    DueTimeExtractor<TKey, TValue>? dueTime = null) : SourceDefinition(name, topics, pattern, offsetReset)
{
    public override (Type Key, Type Value)? Output => (typeof(TKey), typeof(TValue));

    public override ProcessorNode CreateNode(NodeBuildContext context) => new SourceNode<TKey, TValue>(
        Name,
        new SerdeChoice<TKey>(keySerde).Resolve(context.Serdes),
        new SerdeChoice<TValue>(valueSerde).Resolve(context.Serdes),
        anyExtractor,
        typedExtractor,
        dueTime);

    public override void AddProblems(GraphProblems problems)
    {
        base.AddProblems(problems);
        new SerdeChoice<TKey>(keySerde).Check(problems, Name, "reads keys", "Consumed.With(...)");
        new SerdeChoice<TValue>(valueSerde).Check(problems, Name, "reads values", "Consumed.With(...)");
    }
}
