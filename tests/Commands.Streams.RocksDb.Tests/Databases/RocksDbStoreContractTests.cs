using Commands.Streams.State.Bytes;
using Commands.Streams.Tests.State.Contract;

namespace Commands.Streams.RocksDb.Tests.Databases;

[NonParallelizable]
public sealed class RocksDbStoreContractTests : BytesStoreContract
{
    private readonly RocksDbStoreEngine _engine = new();
    private string _root = string.Empty;

    [OneTimeSetUp]
    public void CreateRoot() => _root = Directory.CreateTempSubdirectory("commands-streams-rocksdb-").FullName;

    [OneTimeTearDown]
    public void DeleteRoot()
    {
        _engine.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    protected override IBytesStore Create() => _engine.Open("orders", Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString())).FullName);
}
