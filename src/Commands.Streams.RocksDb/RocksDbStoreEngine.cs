using Commands.Streams.RocksDb.Configuration;
using Commands.Streams.RocksDb.Databases;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.RocksDb;

/// <summary>
/// Keeps stores on disk, each store of each task in a RocksDB database of its own. All stores share a block cache and a budget of write buffers.
/// </summary>
public sealed class RocksDbStoreEngine : IStoreEngine
{
    private readonly EngineSettings _settings;
    private readonly Lock _lock = new();
    private EngineResources? _resources;
    private bool _isDisposed;

    /// <summary>Creates an engine with default options. Opens nothing.</summary>
    public RocksDbStoreEngine()
        : this(new RocksDbOptions())
    {
    }

    /// <summary>Creates an engine. Opens nothing.</summary>
    /// <param name="options">The options, which are copied.</param>
    public RocksDbStoreEngine(RocksDbOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = new EngineSettings(options);
    }

    /// <inheritdoc />
    public string Name => "RocksDB";

    /// <inheritdoc />
    public IReadOnlyList<string> Validate() => _settings.Validate();

    /// <inheritdoc />
    public IBytesStore Open(string name, string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return RocksDbStore.Open(Resources(), name, directory);
    }

    /// <summary>Frees the shared memory, as soon as no store uses it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _resources?.Dispose();
        }
    }

    private EngineResources Resources()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _resources ??= EngineResources.Create(_settings);
        }
    }
}
