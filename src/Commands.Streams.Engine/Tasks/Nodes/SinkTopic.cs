using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>Where a sink writes: one topic, or one chosen for each record.</summary>
internal readonly record struct SinkTopic<TKey, TValue>(string? FixedName, TopicNameExtractor<TKey, TValue>? Choose);
