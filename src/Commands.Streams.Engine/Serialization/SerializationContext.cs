using Commands.Streams.Records;

namespace Commands.Streams.Serialization;

/// <summary>Describes the record whose key or value a serde handles.</summary>
/// <param name="Topic">The topic that is being read or written.</param>
/// <param name="Component">The part of the record that the bytes are.</param>
/// <param name="Headers">The record's headers.</param>
public readonly record struct SerializationContext(string Topic, RecordComponent Component, Headers Headers);

/// <summary>The parts of a record that are serialized.</summary>
public enum RecordComponent
{
    /// <summary>The key.</summary>
    Key,

    /// <summary>The value.</summary>
    Value,
}
