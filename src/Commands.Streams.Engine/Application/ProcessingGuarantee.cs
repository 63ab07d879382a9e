namespace Commands.Streams;

/// <summary>What a failure may do to the effects of records: repeat them, or nothing.</summary>
public enum ProcessingGuarantee
{
    /// <summary>Nothing is lost. After a failure, the work done since the last commit is repeated.</summary>
    AtLeastOnce,

    /// <summary>
    /// The records that a topology writes to Kafka and the offsets of the records it has read become visible together or not at all (Kafka Streams'
    /// exactly-once v2). Effects outside Kafka may still be repeated.
    /// </summary>
    ExactlyOnce,
}
