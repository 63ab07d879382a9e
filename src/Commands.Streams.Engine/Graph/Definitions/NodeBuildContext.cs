using Commands.Streams.Serialization;

namespace Commands.Streams.Graph.Definitions;

/// <summary>The context for creating a node from its definition.</summary>
internal sealed record NodeBuildContext(SerdeRegistry Serdes, TopicNaming Topics);
