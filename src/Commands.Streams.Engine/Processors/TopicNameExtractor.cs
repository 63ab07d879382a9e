using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>Chooses the topic a record is written to. The topic must exist. An exception goes to the processing exception handler.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="key">The record's key.</param>
/// <param name="value">The record's value.</param>
/// <param name="context">Where the record came from, with the timestamp and headers it has now.</param>
/// <returns>A topic's name, never null or empty.</returns>
public delegate string TopicNameExtractor<in TKey, in TValue>(TKey key, TValue value, RecordContext context);
