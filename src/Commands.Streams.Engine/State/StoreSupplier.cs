namespace Commands.Streams.State;

/// <summary>The kind of a store: its name, where it keeps its content, and for how long. Create one with <see cref="Stores"/>.</summary>
public abstract record StoreSupplier
{
    private protected StoreSupplier(string name, StoreType type)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Type) = (name, type);
    }

    /// <summary>The store's name, unique in the topology. It is a part of the name of the store's changelog topic.</summary>
    public string Name { get; }

    /// <summary>Where the store keeps its content.</summary>
    public StoreType Type { get; }
}
