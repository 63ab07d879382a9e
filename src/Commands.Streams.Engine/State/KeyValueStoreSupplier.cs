namespace Commands.Streams.State;

/// <summary>A store of values by key.</summary>
public sealed record KeyValueStoreSupplier : StoreSupplier
{
    internal KeyValueStoreSupplier(string name, StoreType type)
        : base(name, type)
    {
    }
}
