namespace Commands.Streams;

/// <summary>What a failure may do to the effects of records.</summary>
public enum ProcessingGuarantee
{
    /// <summary>Nothing is lost. After a failure, what was done since the last commit is done again.</summary>
    AtLeastOnce,

    /// <summary>
    /// What a topology writes to Kafka, and the offsets of what it read, become visible together or not at all (Kafka Streams' exactly-once v2).
    /// Effects outside Kafka may still happen again.
    /// </summary>
    ExactlyOnce,
}
