using Commands.Streams.Errors;
using Commands.Streams.RocksDb.Tests.Support;

namespace Commands.Streams.RocksDb.Tests.Databases;

/// <summary>Reasons outside a store's files for which it cannot be used.</summary>
public sealed class UnusableDiskTests
{
    private StoreDirectory _directory = null!;

    [SetUp]
    public void CreateDirectory() => _directory = new StoreDirectory();

    [TearDown]
    public void DeleteFiles() => _directory.Dispose();

    [Test]
    public void A_store_that_is_open_elsewhere_is_refused_with_the_fix()
    {
        using var first = _directory.Open();

        var act = _directory.Open;

        act.Should().Throw<StoreException>().WithMessage(
            $"Store 'orders' cannot be opened, because its directory {_directory.Path} is in use by another process or another application of this process. " +
            "Stop it, or set another StreamsOptions.StateDirectory. RocksDB reports: *");
    }

    [Test]
    public void A_closed_store_can_be_opened_again()
    {
        _directory.Open().Dispose();
        using var again = _directory.Open();
        again.Metadata.Should().BeNull();
    }

    /// <summary>Writes to the device that is always full instead of to the next sorted file.</summary>
    [Test]
    [Platform("Linux")]
    public void A_full_disk_is_named_and_nothing_committed_is_lost()
    {
        using (var store = _directory.Open())
        {
            History.Apply(store, 1, 20);
            store.BeginRestore();
            History.Apply(store, 21, 40);
            string[] files = [.. Enumerable.Range(1, 100).Select(number => Path.Combine(_directory.Path, $"{number:D6}.sst"))];
            string[] links = [.. files.Where(path => !File.Exists(path))];
            Array.ForEach(links, link => File.CreateSymbolicLink(link, "/dev/full"));

            var act = store.EndRestore;

            act.Should().Throw<StoreException>().WithMessage(
                $"Store 'orders' cannot be written, because the disk that holds {_directory.Path} is full. Free or add space. " +
                "Nothing that was committed is lost. RocksDB reports: *No space left on device*");
            Array.ForEach(links, File.Delete);
        }

        using var again = _directory.Open();
        History.Check(again).Should().BeGreaterThanOrEqualTo(20);
    }

    [Test]
    public void A_directory_that_is_a_file_is_an_error()
    {
        Directory.Delete(_directory.Path);
        File.WriteAllText(_directory.Path, "x");

        var act = _directory.Open;

        act.Should().Throw<StoreException>().WithMessage($"Store 'orders' in {_directory.Path} cannot be opened.*");
    }
}
