namespace Commands.Streams.Processors;

/// <summary>Why the engine dropped a record by the rules of its operators.</summary>
public enum DropReason
{
    /// <summary>The timestamp extractor gave a negative time.</summary>
    NegativeTimestamp,
}
