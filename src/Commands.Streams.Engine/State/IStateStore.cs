namespace Commands.Streams.State;

/// <summary>A state store of one task. Used on the worker's thread only, from a processor's <c>Init</c> to its <c>Close</c>.</summary>
public interface IStateStore
{
    /// <summary>The store's name, unique in the topology.</summary>
    string Name { get; }

    /// <summary><see langword="true"/> if the store keeps its content on disk; <see langword="false"/> if it is in memory.</summary>
    bool IsPersistent { get; }
}
