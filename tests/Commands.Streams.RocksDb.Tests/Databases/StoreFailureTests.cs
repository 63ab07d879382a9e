using Commands.Streams.Errors;
using Commands.Streams.RocksDb.Databases;

namespace Commands.Streams.RocksDb.Tests.Databases;

/// <summary>Texts of RocksDB that tests cannot bring about on every system.</summary>
public sealed class StoreFailureTests
{
    [TestCase("IO error: While lock file: /state/orders/0/LOCK: Resource temporarily unavailable", "in use by another process")]
    [TestCase("IO error: lock hold by current process, acquire time 1 acquiring thread 2: /state/orders/0/LOCK: No locks available", "in use by another")]
    [TestCase("IO error: Failed to create lock file: /state/orders/0/LOCK: The process cannot access the file", "in use by another process")]
    [TestCase("IO error: No space left on device: While appending to file: /state/orders/0/000008.log: No space left on device", "is full")]
    [TestCase("IO error: Failed to write: There is not enough space on the disk", "is full")]
    [TestCase("IO error: While appending to file: Disk quota exceeded", "is full")]
    [TestCase("IO error: While fsync: Input/output error", "cannot be written. Nothing that was committed is lost")]
    public void What_lies_outside_the_files_is_not_corruption(string status, string expected) =>
        new StoreFailure("orders", "/state/orders/0").Create("written", status)
            .Should().BeOfType<StoreException>().Which.Message.Should().Contain(expected).And.Contain("/state/orders/0").And.EndWith($"{status}.");
}
