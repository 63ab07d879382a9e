namespace Commands.Streams.State;

/// <summary>A store of values by key and window start.</summary>
public sealed record WindowStoreSupplier : StoreSupplier
{
    internal WindowStoreSupplier(string name, StoreType type, TimeSpan retention, TimeSpan windowSize, bool retainsDuplicates)
        : base(name, type)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSize, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, windowSize);
        (Retention, WindowSize, RetainsDuplicates) = (retention, windowSize, retainsDuplicates);
    }

    /// <summary>How long windows are kept, measured by the largest window start that was put.</summary>
    public TimeSpan Retention { get; }

    /// <summary>The size of the windows.</summary>
    public TimeSpan WindowSize { get; }

    /// <summary><see langword="true"/> if several values of one key and window are kept; <see langword="false"/> if the last one replaces the others.</summary>
    public bool RetainsDuplicates { get; }
}
