namespace Commands.Streams.State;

/// <summary>A store of values by key. Immutable.</summary>
public sealed record KeyValueStoreSupplier : StoreSupplier
{
    internal KeyValueStoreSupplier(string name, StoreType type)
        : base(name, type)
    {
    }

    /// <summary>How long after its last put an entry expires; <see langword="null"/> if entries stay until they are deleted.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public TimeSpan? TimeToLive { get; private init; }

    /// <summary>
    /// Returns a copy whose entries expire. The time that counts is the largest timestamp that was put into the store: an entry is no longer returned once that
    /// is the time to live, or more, later than the timestamp of the entry's last put, and is then deleted in the changelog too.
    /// </summary>
    /// <param name="timeToLive">The time to live, at least one millisecond.</param>
    public KeyValueStoreSupplier WithTimeToLive(TimeSpan timeToLive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeToLive, TimeSpan.FromMilliseconds(1));
        return this with { TimeToLive = timeToLive };
    }
}
