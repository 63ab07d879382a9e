namespace Commands.Streams.Graph.Describing;

/// <summary>The kinds of nodes of a topology.</summary>
public enum NodeKind
{
    /// <summary>Reads topics.</summary>
    Source,

    /// <summary>Processes records.</summary>
    Processor,

    /// <summary>Writes to a topic.</summary>
    Sink,
}
