namespace Commands.Streams.Processing;

/// <summary>Where a sink writes: one topic, or one chosen for each record.</summary>
internal readonly record struct SinkTopic<TKey, TValue>(string? FixedName, TopicNameExtractor<TKey, TValue>? Choose);
