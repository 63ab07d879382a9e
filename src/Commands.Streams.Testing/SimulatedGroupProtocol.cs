namespace Commands.Streams.Testing;

/// <summary>How the groups of a <see cref="SimulatedCluster"/> share partitions out. Both assign by range.</summary>
public enum SimulatedGroupProtocol
{
    /// <summary>The protocol of KIP-848: only the partitions that move are given up.</summary>
    Consumer,

    /// <summary>The classic protocol: at every change all members give up all partitions and join again.</summary>
    Classic,
}
