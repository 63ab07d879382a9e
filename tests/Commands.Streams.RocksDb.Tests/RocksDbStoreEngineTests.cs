using Commands.Streams.RocksDb.Tests.Support;

namespace Commands.Streams.RocksDb.Tests;

public sealed class RocksDbStoreEngineTests
{
    [Test]
    public void Default_options_are_valid() => new RocksDbStoreEngine().Validate().Should().BeEmpty();

    [Test]
    public void All_problems_are_reported_together() => Problems(
        new RocksDbOptions
        {
            BlockCacheBytes = 1,
            WriteBufferBytes = -1,
            Compression = (RocksDbCompression)7,
            BloomFilterBitsPerKey = double.NaN,
            NativeOptions = { ["atomic_flush"] = "false" },
        }).Should().Equal(
        "RocksDbOptions.BlockCacheBytes is 1. It must be at least 1048576 (1 MiB).",
        "RocksDbOptions.WriteBufferBytes is -1. It must be at least 1048576 (1 MiB).",
        "RocksDbOptions.Compression is 7, which is not a RocksDbCompression. Use None, Lz4 or Zstd.",
        "RocksDbOptions.BloomFilterBitsPerKey is NaN. It must be 0 to 100; 0 means no filters.",
        "RocksDbOptions.NativeOptions sets 'atomic_flush' to 'false', but content and changelog offset must change together, after a crash too. Remove it.");

    [TestCase("no_such_option", "1")]
    [TestCase("write_buffer_size", "much")]
    [TestCase("block_based_table_factory", "{no_such_option=1}")]
    public void A_native_option_that_RocksDB_does_not_understand_is_a_problem(string name, string value) =>
        Problems(new RocksDbOptions { NativeOptions = { [name] = value } })
            .Should().ContainSingle().Which.Should().StartWith("RocksDB does not understand RocksDbOptions.NativeOptions: ");

    [TestCase(RocksDbCompression.None, 0)]
    [TestCase(RocksDbCompression.Lz4, 10)]
    [TestCase(RocksDbCompression.Zstd, 9.9)]
    public void Every_compression_and_filter_is_there(RocksDbCompression compression, double bloomFilterBits)
    {
        var options = new RocksDbOptions
        {
            Compression = compression,
            BloomFilterBitsPerKey = bloomFilterBits,
            BlockCacheBytes = 1 << 20,
            WriteBufferBytes = 1 << 20,
            NativeOptions = { ["block_based_table_factory"] = "{block_size=16384}", ["max_open_files"] = "100" },
        };
        using var directory = new StoreDirectory(options);
        using (var store = directory.Open())
        {
            History.Apply(store, 1, 2000);
        }

        using var again = directory.Open();
        History.Check(again).Should().Be(2000);
    }

    [Test]
    public void Options_are_copied()
    {
        var options = new RocksDbOptions();
        var engine = new RocksDbStoreEngine(options);
        options.BlockCacheBytes = 0;
        options.NativeOptions["no_such_option"] = "1";

        engine.Validate().Should().BeEmpty();
    }

    [Test]
    public void A_store_outlives_its_engine()
    {
        using var directory = new StoreDirectory();
        var engine = new RocksDbStoreEngine();
        using var store = engine.Open("orders", directory.Path);
        engine.Dispose();

        History.Apply(store, 1, 100);
        History.Check(store).Should().Be(100);
        var act = () => engine.Open("orders", directory.Path);
        act.Should().Throw<ObjectDisposedException>();
    }

    private static IReadOnlyList<string> Problems(RocksDbOptions options) => new RocksDbStoreEngine(options).Validate();
}
