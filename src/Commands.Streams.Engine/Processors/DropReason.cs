namespace Commands.Streams.Processors;

/// <summary>Why an operator dropped a record by its own rules.</summary>
public enum DropReason
{
    /// <summary>The timestamp extractor returned a negative timestamp.</summary>
    NegativeTimestamp,
}
