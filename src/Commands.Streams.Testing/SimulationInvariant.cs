using Commands.Streams.Clients;

namespace Commands.Streams.Testing;

/// <summary>Something that holds in every run of a <see cref="Simulation"/>, whatever goes wrong.</summary>
public abstract class SimulationInvariant
{
    /// <summary>Looks at an offset at the moment it is committed.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="commit">The offset with its metadata.</param>
    /// <returns>What is wrong, in one sentence; null where nothing is.</returns>
    protected internal virtual string? CheckCommit(SimulatedCluster cluster, OffsetCommit commit) => null;

    /// <summary>Looks at the cluster after everything was processed.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>What is wrong, in one sentence; null where nothing is.</returns>
    protected internal virtual string? CheckEnd(SimulatedCluster cluster) => null;
}
