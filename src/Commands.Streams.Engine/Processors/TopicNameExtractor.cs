using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>Chooses the topic that a record is written to. The topic must exist. Exceptions go to the processing exception handler.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="key">The record's key.</param>
/// <param name="value">The record's value.</param>
/// <param name="context">Where the record came from, with its current timestamp and headers.</param>
/// <returns>The name of a topic, never null or empty.</returns>
public delegate string TopicNameExtractor<in TKey, in TValue>(TKey key, TValue value, RecordContext context);
