using Commands.Streams.RocksDb.Tests.Support;

namespace Commands.Streams.RocksDb.Tests.Databases;

/// <summary>What is on disk during and after a restoration.</summary>
public sealed class RestorationTests
{
    private StoreDirectory _directory = null!;

    /// <summary>Small write buffers, so that some batches reach the disk before the end.</summary>
    [SetUp]
    public void CreateDirectory() => _directory = new StoreDirectory(("write_buffer_size", "65536"));

    [TearDown]
    public void DeleteFiles() => _directory.Dispose();

    [Test]
    public void A_crash_goes_back_to_content_that_belongs_to_its_metadata()
    {
        using var store = _directory.Open();
        History.Apply(store, 1, 10);
        store.BeginRestore();
        for (var number = 11; number <= 300; number += 10)
        {
            History.Apply(store, number, number + 9);
            using var killed = _directory.Kill();
            using var left = killed.Open();
            History.Check(left).Should().BeInRange(10, number + 9);
        }
    }

    [Test]
    public void The_end_of_a_restoration_puts_everything_on_disk()
    {
        using var store = _directory.Open();
        store.BeginRestore();
        History.Apply(store, 1, 30);
        store.EndRestore();
        History.Apply(store, 31, 33);

        using var killed = _directory.Kill();
        using var left = killed.Open();
        History.Check(left).Should().Be(33);
    }

    [Test]
    public void A_closed_restoration_continues_where_it_was()
    {
        using (var store = _directory.Open())
        {
            store.BeginRestore();
            History.Apply(store, 1, 30);
        }

        using var again = _directory.Open();
        History.Check(again).Should().Be(30);
    }

    [Test]
    public void A_store_that_is_cleared_stays_empty_after_a_crash()
    {
        using var store = _directory.Open();
        History.Apply(store, 1, 300);
        store.Clear();
        History.Check(store).Should().Be(0);

        using var killed = _directory.Kill();
        using var left = killed.Open();
        History.Check(left).Should().Be(0);
    }
}
