using Commands.Streams.State.Bytes;

namespace Commands.Streams.RocksDb.Tests.Support;

/// <summary>A directory of a store, deleted with everything in it.</summary>
internal sealed class StoreDirectory : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("commands-streams-rocksdb-").FullName;
    private readonly RocksDbStoreEngine _engine;

    public StoreDirectory(params (string Name, string Value)[] nativeOptions)
        : this(new RocksDbOptions { NativeOptions = nativeOptions.ToDictionary(option => option.Name, option => option.Value) })
    {
    }

    public StoreDirectory(RocksDbOptions options)
    {
        _engine = new RocksDbStoreEngine(options);
        Directory.CreateDirectory(Path);
    }

    public string Path => System.IO.Path.Combine(_root, "store");

    public IBytesStore Open() => _engine.Open("orders", Path);

    /// <summary>The files of the database, without those that only tell people about it.</summary>
    public IReadOnlyList<string> Files() =>
        [.. Directory.GetFiles(Path).Where(file => !System.IO.Path.GetFileName(file).StartsWith("LOG", StringComparison.Ordinal)).Order()];

    /// <summary>Copies the directory as it is now: what is left of a store whose process is killed.</summary>
    public StoreDirectory Kill()
    {
        while (true)
        {
            var copy = new StoreDirectory();
            if (TryCopy(copy))
            {
                return copy;
            }

            copy.Dispose();
        }
    }

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Copies the files, unless RocksDB's threads change them meanwhile.</summary>
    private bool TryCopy(StoreDirectory copy)
    {
        var before = Sizes();
        try
        {
            foreach (var file in Files())
            {
                File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
            }
        }
        catch (FileNotFoundException)
        {
            return false;
        }

        return before.SequenceEqual(Sizes());
    }

    private List<(string File, long Size)> Sizes() => [.. Files().Select(file => (file, File.Exists(file) ? new FileInfo(file).Length : -1))];
}
