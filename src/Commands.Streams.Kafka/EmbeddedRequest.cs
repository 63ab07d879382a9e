namespace Commands.Streams.Kafka;

/// <summary>The requests of Kafka's protocol that an <see cref="EmbeddedCluster"/> can fail on demand; the numbers are those of the protocol.</summary>
public enum EmbeddedRequest
{
    /// <summary>Writing records.</summary>
    Produce = 0,

    /// <summary>Reading records.</summary>
    Fetch = 1,

    /// <summary>Looking up the first or last offset of a partition.</summary>
    ListOffsets = 2,

    /// <summary>Looking up brokers, topics and leaders.</summary>
    Metadata = 3,

    /// <summary>Committing a group's offsets outside transactions.</summary>
    OffsetCommit = 8,

    /// <summary>Reading a group's committed offsets.</summary>
    OffsetFetch = 9,

    /// <summary>Looking up the coordinator of a group or a transaction.</summary>
    FindCoordinator = 10,

    /// <summary>Joining a group, classic protocol.</summary>
    JoinGroup = 11,

    /// <summary>Sending heartbeats as a member of a group, classic protocol.</summary>
    Heartbeat = 12,

    /// <summary>Leaving a group, classic protocol.</summary>
    LeaveGroup = 13,

    /// <summary>Receiving an assignment, classic protocol.</summary>
    SyncGroup = 14,

    /// <summary>Becoming an idempotent or transactional producer.</summary>
    InitProducerId = 22,

    /// <summary>Adding partitions to a transaction.</summary>
    AddPartitionsToTransaction = 24,

    /// <summary>Adding a group's offsets to a transaction.</summary>
    AddOffsetsToTransaction = 25,

    /// <summary>Committing or aborting a transaction.</summary>
    EndTransaction = 26,

    /// <summary>Committing a group's offsets inside a transaction.</summary>
    TransactionOffsetCommit = 28,

    /// <summary>Joining, sending heartbeats, receiving an assignment and leaving, KIP-848 protocol.</summary>
    ConsumerGroupHeartbeat = 68,
}
