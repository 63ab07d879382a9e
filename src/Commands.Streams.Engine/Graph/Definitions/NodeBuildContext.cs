using Commands.Streams.Serialization;

namespace Commands.Streams.Graph.Definitions;

/// <summary>What a definition needs to make its node.</summary>
internal sealed record NodeBuildContext(SerdeRegistry Serdes, TopicNaming Topics);
