using System.Runtime.CompilerServices;
using Commands.Streams.RocksDb.Tests.Support;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.RocksDb.Tests.Databases;

/// <summary>What stores own outside the managed heap, and what they leave to the garbage collector.</summary>
[NonParallelizable]
public sealed class NativeMemoryTests
{
    private StoreDirectory _directory = null!;

    [SetUp]
    public void CreateDirectory() => _directory = new StoreDirectory();

    [TearDown]
    public void DeleteFiles() => _directory.Dispose();

    [Test]
    public void A_store_that_nobody_disposed_is_closed_by_the_garbage_collector()
    {
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        using var again = _directory.Open();
        again.Get("a").Should().Be("1");
    }

    [Test]
    public void What_belongs_to_a_closed_store_says_that_it_is_closed()
    {
        var store = _directory.Open();
        store.Put("a", "1");
        var batch = store.CreateBatch();
        var cursor = store.Scan(default, isReverse: false);
        cursor.MoveNext().Should().BeTrue();
        store.Dispose();
        store.Dispose();

        foreach (var act in Uses(store, batch, cursor))
        {
            act.Should().Throw<ObjectDisposedException>();
        }

        cursor.Dispose();
    }

    [Test]
    [Platform("Linux")]
    public void Opening_and_closing_leaves_no_memory_and_no_files_open()
    {
        Cycle(100);
        var (files, memory) = (OpenFiles(), Environment.WorkingSet);
        Cycle(400);

        OpenFiles().Should().BeLessThan(files + 10);
        (Environment.WorkingSet - memory).Should().BeLessThan(24 << 20);
    }

    [Test]
    public void Reading_and_writing_allocates_nothing()
    {
        using var store = _directory.Open();
        Use(store, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Use(store, 1000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static void Use(IBytesStore store, int times)
    {
        Span<byte> key = stackalloc byte[4];
        for (var i = 0; i < times; i++)
        {
            BitConverter.TryWriteBytes(key, i);
            var batch = store.CreateBatch();
            batch.Put(key, key);
            batch.Apply(key);
            store.TryGet(key, out _);
            using var cursor = store.Scan(new BytesRange { From = key }, isReverse: false);
            cursor.MoveNext();
        }
    }

    private static int OpenFiles() => Directory.GetFiles("/proc/self/fd").Length;

    private static IEnumerable<Action> Uses(IBytesStore store, BytesBatch batch, BytesCursor cursor) =>
    [
        () => store.TryGet([1], out _),
        () => store.Scan(default, isReverse: false),
        () => _ = store.Metadata,
        () => _ = store.ApproximateCount,
        () => store.CreateBatch(),
        () => store.Clear(),
        () => batch.Put([1], [1]),
        () => batch.Delete([1]),
        () => batch.DeleteRange([1], [2]),
        () => batch.Apply([1]),
        () => cursor.MoveNext(),
        () => _ = cursor.Key.Length,
    ];

    private void Cycle(int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var store = _directory.Open();
            Use(store, 3);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget()
    {
        var store = _directory.Open();
        store.Put("a", "1");
        store.Scan(default, isReverse: false).MoveNext();
    }
}
