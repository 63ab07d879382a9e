namespace Commands.Streams.Kafka.Native;

/// <summary>What a cluster says of a topic.</summary>
/// <param name="Code">The error for this topic; 0 for none.</param>
/// <param name="Id">Its id, or empty.</param>
/// <param name="PartitionCount">The number of partitions.</param>
internal readonly record struct TopicDescription(int Code, Guid Id, int PartitionCount)
{
    /// <summary>Whether the topic is there; a partition may have no leader at the moment.</summary>
    public bool Exists => Code is NativeErrorCodes.None or NativeErrorCodes.LeaderNotAvailable;
}
