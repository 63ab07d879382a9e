namespace Commands.Streams.State;

/// <summary>Where a store keeps its content.</summary>
public enum StoreType
{
    /// <summary>In memory. After a restart the content is read from the changelog.</summary>
    InMemory,

    /// <summary>On disk, by the engine that the application's options name. After a restart only what is new in the changelog is read.</summary>
    Persistent,
}
