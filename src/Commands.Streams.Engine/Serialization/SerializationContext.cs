using Commands.Streams.Records;

namespace Commands.Streams.Serialization;

/// <summary>What a serde may know of the record whose key or value it handles.</summary>
/// <param name="Topic">The topic that is read or written.</param>
/// <param name="Component">Whether the bytes are the record's key or its value.</param>
/// <param name="Headers">The record's headers.</param>
public readonly record struct SerializationContext(string Topic, RecordComponent Component, Headers Headers);
