namespace Commands.Streams.State;

/// <summary>A store of aggregates by key and session.</summary>
public sealed record SessionStoreSupplier : StoreSupplier
{
    internal SessionStoreSupplier(string name, StoreType type, TimeSpan retention)
        : base(name, type)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, TimeSpan.Zero);
        Retention = retention;
    }

    /// <summary>How long sessions are kept, measured by the largest end that was put.</summary>
    public TimeSpan Retention { get; }
}
