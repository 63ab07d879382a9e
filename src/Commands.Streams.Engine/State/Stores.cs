namespace Commands.Streams.State;

/// <summary>Creates suppliers and builders of state stores.</summary>
public static partial class Stores
{
    /// <summary>A key-value store in memory.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    public static KeyValueStoreSupplier InMemoryKeyValueStore(string name) => new(name, StoreType.InMemory);

    /// <summary>A key-value store on disk.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    public static KeyValueStoreSupplier PersistentKeyValueStore(string name) => new(name, StoreType.Persistent);

    /// <summary>A window store in memory.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    /// <param name="retention">How long windows are kept, measured by the largest window start that was put; at least the window size.</param>
    /// <param name="windowSize">The size of the windows.</param>
    /// <param name="retainDuplicates">
    /// <see langword="true"/> to keep several values of one key and window; <see langword="false"/> if the last one replaces the others.
    /// </param>
    public static WindowStoreSupplier InMemoryWindowStore(string name, TimeSpan retention, TimeSpan windowSize, bool retainDuplicates = false) =>
        new(name, StoreType.InMemory, retention, windowSize, retainDuplicates);

    /// <summary>A window store on disk.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    /// <param name="retention">How long windows are kept, measured by the largest window start that was put; at least the window size.</param>
    /// <param name="windowSize">The size of the windows.</param>
    /// <param name="retainDuplicates">
    /// <see langword="true"/> to keep several values of one key and window; <see langword="false"/> if the last one replaces the others.
    /// </param>
    public static WindowStoreSupplier PersistentWindowStore(string name, TimeSpan retention, TimeSpan windowSize, bool retainDuplicates = false) =>
        new(name, StoreType.Persistent, retention, windowSize, retainDuplicates);

    /// <summary>A session store in memory.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    /// <param name="retention">How long sessions are kept, measured by the largest end that was put.</param>
    public static SessionStoreSupplier InMemorySessionStore(string name, TimeSpan retention) => new(name, StoreType.InMemory, retention);

    /// <summary>A session store on disk.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    /// <param name="retention">How long sessions are kept, measured by the largest end that was put.</param>
    public static SessionStoreSupplier PersistentSessionStore(string name, TimeSpan retention) => new(name, StoreType.Persistent, retention);

    /// <summary>A versioned store in memory.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    /// <param name="historyRetention">How far back the store can be read, and how old a version may be to be added.</param>
    public static VersionedStoreSupplier InMemoryVersionedKeyValueStore(string name, TimeSpan historyRetention) =>
        new(name, StoreType.InMemory, historyRetention);

    /// <summary>A versioned store on disk.</summary>
    /// <param name="name">The store's name, unique in the topology.</param>
    /// <param name="historyRetention">How far back the store can be read, and how old a version may be to be added.</param>
    public static VersionedStoreSupplier PersistentVersionedKeyValueStore(string name, TimeSpan historyRetention) =>
        new(name, StoreType.Persistent, historyRetention);
}
