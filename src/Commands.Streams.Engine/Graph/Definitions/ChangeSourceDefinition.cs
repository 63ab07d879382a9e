using Commands.Streams.Operators.Tables;
using Commands.Streams.Processors;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A source of a table's changes, old and new values, from an internal topic. Its sink checks the serdes.</summary>
internal sealed class ChangeSourceDefinition<TKey, TValue>(string name, string topic, ISerde<TKey>? keySerde, ISerde<TValue>? valueSerde)
    : SourceDefinition(name, [topic], null, Records.OffsetReset.Earliest)
{
    public override (Type Key, Type Value)? Output => (typeof(TKey), typeof(Change<TValue>));

    public override ProcessorNode CreateNode(NodeBuildContext context) => new SourceNode<TKey, Change<TValue>>(
        Name,
        new SerdeChoice<TKey>(keySerde).Resolve(context.Serdes),
        new ChangeSerde<TValue>(new SerdeChoice<TValue>(valueSerde).Resolve(context.Serdes)),
        TimestampExtractors.FailOnInvalidTimestamp,
        null,
        null);
}
