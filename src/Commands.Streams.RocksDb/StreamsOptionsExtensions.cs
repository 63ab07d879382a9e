namespace Commands.Streams.RocksDb;

/// <summary>Keeps the persistent stores of an application in RocksDB.</summary>
public static class StreamsOptionsExtensions
{
    /// <summary>Keeps persistent stores on disk, in RocksDB, below <see cref="StreamsOptions.StateDirectory"/>. All of them share memory.</summary>
    /// <param name="options">The application's options.</param>
    /// <param name="configure">Sets RocksDB's options; <see langword="null"/> for the defaults.</param>
    /// <returns>The application's options.</returns>
    public static StreamsOptions UseRocksDb(this StreamsOptions options, Action<RocksDbOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rocks = new RocksDbOptions();
        configure?.Invoke(rocks);
        options.PersistentStores = new RocksDbStoreEngine(rocks);
        return options;
    }
}
