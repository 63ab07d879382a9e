namespace Commands.Streams.State;

/// <summary>A store of versions by key.</summary>
public sealed record VersionedStoreSupplier : StoreSupplier
{
    internal VersionedStoreSupplier(string name, StoreType type, TimeSpan historyRetention)
        : base(name, type)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(historyRetention, TimeSpan.Zero);
        HistoryRetention = historyRetention;
    }

    /// <summary>How far back the store can be read, and how old a version may be to be added, measured by the largest timestamp that was put.</summary>
    public TimeSpan HistoryRetention { get; }
}
