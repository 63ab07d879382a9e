namespace Commands.Streams.Serialization;

/// <summary>The parts of a record that are serialized.</summary>
public enum RecordComponent
{
    /// <summary>The key.</summary>
    Key,

    /// <summary>The value.</summary>
    Value,
}
