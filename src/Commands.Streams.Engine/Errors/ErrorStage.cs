namespace Commands.Streams.Errors;

/// <summary>The stage of a record in which it failed.</summary>
public enum ErrorStage
{
    /// <summary>The bytes were being read, or the timestamp was being extracted.</summary>
    Deserialization,

    /// <summary>A node was processing it, or a punctuation was running.</summary>
    Processing,

    /// <summary>A sink was turning the result into bytes.</summary>
    Serialization,

    /// <summary>The result was being written to the cluster.</summary>
    Production,
}
