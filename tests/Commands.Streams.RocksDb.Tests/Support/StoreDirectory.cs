using Commands.Streams.State.Bytes;

namespace Commands.Streams.RocksDb.Tests.Support;

/// <summary>A directory of a store, deleted with everything in it, and what a test does with a store.</summary>
internal sealed class StoreDirectory : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("commands-streams-rocksdb-").FullName;

    public StoreDirectory() => Directory.CreateDirectory(Path);

    public string Path => System.IO.Path.Combine(_root, "store");

    public RocksDbStoreEngine Engine { get; } = new();

    public IBytesStore Open() => Engine.Open("orders", Path);

    /// <summary>Copies the directory as it is now: what is left of a store whose process was killed.</summary>
    public StoreDirectory Kill()
    {
        var copy = new StoreDirectory();
        foreach (var file in Directory.GetFiles(Path))
        {
            File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose()
    {
        Engine.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
