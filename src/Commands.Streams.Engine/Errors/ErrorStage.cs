namespace Commands.Streams.Errors;

/// <summary>What was being done with a record when it failed.</summary>
public enum ErrorStage
{
    /// <summary>Its bytes were being read, or it was being given its time.</summary>
    Deserialization,

    /// <summary>A node was processing it, or a punctuation was running.</summary>
    Processing,

    /// <summary>A sink was turning the result into bytes.</summary>
    Serialization,

    /// <summary>The result was being written to the cluster.</summary>
    Production,
}
