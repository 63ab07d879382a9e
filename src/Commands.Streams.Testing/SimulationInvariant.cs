using Commands.Streams.Clients;

namespace Commands.Streams.Testing;

/// <summary>A property that holds in every run of a <see cref="Simulation"/>, whatever faults occur.</summary>
public abstract class SimulationInvariant
{
    /// <summary>Checks an offset at the moment it is committed.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="commit">The offset with its metadata.</param>
    /// <returns>A sentence that describes the violation, or <see langword="null"/> if there is none.</returns>
    protected internal virtual string? CheckCommit(SimulatedCluster cluster, OffsetCommit commit) => null;

    /// <summary>Checks the cluster after everything has been processed.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>A sentence that describes the violation, or <see langword="null"/> if there is none.</returns>
    protected internal virtual string? CheckEnd(SimulatedCluster cluster) => null;
}
