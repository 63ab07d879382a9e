namespace Commands.Streams.State;

/// <summary>Creates suppliers and builders of state stores.</summary>
public static class Stores
{
    /// <summary>A key-value store in memory.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    public static KeyValueStoreSupplier InMemoryKeyValueStore(string name) => new(name, StoreType.InMemory);

    /// <summary>A key-value store on disk.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    public static KeyValueStoreSupplier PersistentKeyValueStore(string name) => new(name, StoreType.Persistent);
}
