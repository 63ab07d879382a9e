namespace Commands.Streams.Testing;

/// <summary>How the groups of a <see cref="SimulatedCluster"/> share partitions. Both protocols assign by range.</summary>
public enum SimulatedGroupProtocol
{
    /// <summary>The KIP-848 protocol: only the partitions that move are revoked.</summary>
    Consumer,

    /// <summary>The classic protocol: at every change all members release all partitions and rejoin.</summary>
    Classic,
}
