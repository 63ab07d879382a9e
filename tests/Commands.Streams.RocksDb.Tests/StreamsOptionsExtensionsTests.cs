namespace Commands.Streams.RocksDb.Tests;

public sealed class StreamsOptionsExtensionsTests
{
    [Test]
    public void Persistent_stores_are_kept_in_RocksDB()
    {
        var options = new StreamsOptions().UseRocksDb();

        options.PersistentStores!.Name.Should().Be("RocksDB");
        options.PersistentStores.Validate().Should().BeEmpty();
    }

    [Test]
    public void Options_are_those_that_were_set() => new StreamsOptions().UseRocksDb(rocks => rocks.BlockCacheBytes = 7).PersistentStores!.Validate()
        .Should().ContainSingle().Which.Should().Contain("BlockCacheBytes is 7");
}
