namespace Commands.Streams.Kafka.Groups;

/// <summary>
/// Remembers for a whole <see cref="KafkaClient"/> that the brokers lack KIP-848, so that only the first consumer has to find out. Thread-safe.
/// </summary>
internal sealed class GroupProtocolFinding
{
    private volatile bool _isMissing;

    /// <summary>Whether a consumer was refused for its protocol.</summary>
    public bool IsConsumerProtocolMissing => _isMissing;

    /// <summary>Notes that a consumer was refused for its protocol.</summary>
    public void NoteMissing() => _isMissing = true;
}
