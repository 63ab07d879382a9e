using Commands.Streams.Errors;
using Commands.Streams.RocksDb.Tests.Support;
using CsCheck;

namespace Commands.Streams.RocksDb.Tests.Databases;

/// <summary>A store whose files are damaged says so, or holds what belongs to its metadata.</summary>
public sealed class DamagedStoreTests
{
    private const int Batches = 600;

    // A small write buffer, so that content is in sorted files and in a log.
    private readonly StoreDirectory _directory = new(("write_buffer_size", "65536"));

    private StoreDirectory _killed = null!;

    private enum Damage
    {
        Delete,
        Truncate,
        Flip,
        Zero,
        Append,
        Misdirect,
    }

    [OneTimeSetUp]
    public void FillAndKill()
    {
        using var store = _directory.Open();
        History.Apply(store, 1, Batches);
        _killed = _directory.Kill();
    }

    [OneTimeTearDown]
    public void DeleteFiles()
    {
        _killed.Dispose();
        _directory.Dispose();
    }

    [Test]
    public void A_killed_store_has_everything_in_sorted_files_and_a_log()
    {
        _killed.Files().Count(file => file.EndsWith(".sst", StringComparison.Ordinal)).Should().BePositive();
        _killed.Files().Count(file => file.EndsWith(".log", StringComparison.Ordinal)).Should().BePositive();
        using var copy = _killed.Kill();
        using var store = copy.Open();
        History.Check(store).Should().Be(Batches);
    }

    [Test]
    public void A_damaged_store_is_refused_or_consistent()
    {
        var files = _killed.Files().Count;
        var damage = Gen.Select(Gen.Enum<Damage>(), Gen.Int[0, files - 1], Gen.Double[0, 1], Gen.Int[0, files - 1]);
        damage.Sample(
            (kind, file, place, other) =>
            {
                using var copy = _killed.Kill();
                Do(kind, copy.Files()[file], place, copy.Files()[other]);
                OpenAndCheck(copy);
            },
            iter: 300);
    }

    /// <summary>RocksDB itself reads this manifest for ever.</summary>
    [Test]
    public void A_manifest_with_a_record_of_an_impossible_type_is_refused()
    {
        using var copy = _killed.Kill();
        var manifest = copy.Files().Single(file => Path.GetFileName(file).StartsWith("MANIFEST", StringComparison.Ordinal));
        File.AppendAllBytes(manifest, [1, 2, 3, 4, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

        var act = copy.Open;

        act.Should().Throw<StoreCorruptedException>().WithMessage("*MANIFEST-*has a record of an impossible type*");
    }

    /// <summary>Opening a store reads little of it, so that without a mark it would be opened, and fail, again and again.</summary>
    [Test]
    public void A_store_that_was_found_corrupted_is_not_opened_again()
    {
        using var copy = _killed.Kill();
        foreach (var file in copy.Files().Where(file => file.EndsWith(".sst", StringComparison.Ordinal) && new FileInfo(file).Length > 10_000))
        {
            Do(Damage.Flip, file, 0.3, file);
        }

        using (var store = copy.Open())
        {
            var read = () => History.Check(store);
            read.Should().Throw<StoreCorruptedException>().WithMessage("*cannot be read*");
        }

        var open = copy.Open;
        open.Should().Throw<StoreCorruptedException>().WithMessage("*cannot be opened*");
        Directory.Delete(copy.Path, recursive: true);
        Directory.CreateDirectory(copy.Path);
        using var wiped = open();
        wiped.Metadata.Should().BeNull();
    }

    private static void OpenAndCheck(StoreDirectory directory)
    {
        try
        {
            using var store = directory.Open();
            History.Check(store);
        }
        catch (StoreCorruptedException exception)
        {
            exception.Message.Should().StartWith($"Store 'orders' in {directory.Path} is corrupted and cannot be ").And.EndWith(
                " The store's directory is deleted, and the store is restored from its changelog.");
        }
    }

    private static void Do(Damage damage, string file, double place, string other)
    {
        var content = File.ReadAllBytes(file);
        var position = (int)(place * Math.Max(0, content.Length - 1));
        switch (damage)
        {
            case Damage.Delete:
                File.Delete(file);
                return;
            case Damage.Truncate:
                Cut(file, position);
                return;
            case Damage.Append:
                File.AppendAllBytes(file, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
                return;
            case Damage.Flip when content.Length > 0:
                content[position] ^= 0x10;
                break;
            case Damage.Zero:
                content.AsSpan(position, Math.Min(512, content.Length - position)).Clear();
                break;
            case Damage.Misdirect:
                var strange = File.ReadAllBytes(other).AsSpan();
                strange[..Math.Min(Math.Min(4096, strange.Length), content.Length - position)].CopyTo(content.AsSpan(position));
                break;
        }

        File.WriteAllBytes(file, content);
    }

    private static void Cut(string file, long length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(length);
    }
}
