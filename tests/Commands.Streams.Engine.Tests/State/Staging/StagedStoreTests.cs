using Commands.Streams.State.Bytes;
using Commands.Streams.State.Formats;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;
using Commands.Streams.Tests.State.Contract;
using Commands.Streams.Tests.State.Support;
using CsCheck;

namespace Commands.Streams.Tests.State.Staging;

public sealed class StagedStoreTests
{
    private enum Step
    {
        Put,
        Delete,
        Flush,
        Apply,
        Restart,
        Scan,
    }

    [Test]
    [Combinatorial]
    public void Any_operations_leave_what_dictionaries_hold([Values] bool isCached, [Values] bool isExactlyOnce, [Values] bool isPersistent)
    {
        var kind = Gen.Frequency(
            (10, Gen.Const(Step.Put)), (6, Gen.Const(Step.Delete)), (2, Gen.Const(Step.Flush)), (2, Gen.Const(Step.Apply)), (1, Gen.Const(Step.Restart)),
            (4, Gen.Const(Step.Scan)));
        Gen.Select(kind, BytesGen.Key, BytesGen.End, BytesGen.Value, Gen.Bool).Array[0, 60].Sample(
            steps =>
            {
                var log = new StoreLog();
                IBytesStore bytes = isPersistent ? new SlowStore() : new InMemoryBytesStore();
                using var store = new StagedStore(bytes, new KeyValueFormat(), isLogged: true, isCached) { Context = log };
                store.CacheBytes = isPersistent ? 1_000 : 0;
                var (visible, flushed, committed, loggedCount) = (new BytesModel(), new BytesModel(), new BytesModel(), 0);
                foreach (var (step, key, end, value, isReverse) in steps)
                {
                    switch (step)
                    {
                        case Step.Put:
                            store.Put(key, value);
                            visible.Put(key, value);
                            break;
                        case Step.Delete:
                            store.Delete(key);
                            visible.Delete(key);
                            break;
                        case Step.Flush:
                            store.Flush();
                            flushed = visible.Copy();
                            store.IsDirty.Should().BeFalse();
                            break;
                        case Step.Apply:
                            if (!isCached)
                            {
                                store.Flush();
                            }

                            store.Apply([1]);
                            committed = (isCached ? flushed : visible).Copy();
                            loggedCount = log.Records.Count;
                            break;
                        case Step.Restart:
                            if (isExactlyOnce)
                            {
                                store.Drop();
                                store.Size.Should().Be(0);
                                (visible, flushed) = (committed.Copy(), committed.Copy());
                            }
                            else
                            {
                                // Nothing is committed, and some of the records may have arrived all the same.
                                store.Resend();
                                flushed = committed.Copy();
                                loggedCount += (log.Records.Count - loggedCount) / 2;
                            }

                            log.Records.RemoveRange(loggedCount, log.Records.Count - loggedCount);
                            break;
                        default:
                            Scan(store, key, end, isReverse).Should().Equal(visible.Scan(key, end, isReverse));
                            break;
                    }

                    Get(store, key).Should().Be(visible.Get(key));
                }

                Scan(store, [], null, isReverse: false).Should().Equal(visible.Scan([], null, isReverse: false));
                Scan(store.Store, [], null).Should().Equal(committed.Scan([], null, isReverse: false));
                store.Flush();
                Fold(log).Should().Equal(visible.Scan([], null, isReverse: false), "the changelog says what the store says");
                store.Apply([2]);
                Scan(store.Store, [], null).Should().Equal(visible.Scan([], null, isReverse: false));
            },
            iter: 300);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void What_may_not_have_arrived_in_the_changelog_is_sent_again(bool isCached)
    {
        var log = new StoreLog();
        using var store = Open(log, isCached);
        store.Put([1], [10]);
        store.Flush();
        store.Apply(default);
        store.Put([1], [11]);
        store.Put([2], [12]);
        store.PutUnlogged([9], [9]);
        store.Flush();
        store.Delete([2]);
        log.Records.Clear();

        store.Resend();
        store.IsDirty.Should().BeTrue();
        store.Flush();
        log.Print().Should().BeEquivalentTo(["01=0B@0", "02=null@0"], "nothing else says that the entry sent before is gone");
        store.Apply(default);
        Scan(store.Store, [], null).Should().Equal("01=0B", "09=09");
    }

    [Test]
    public void Uncached_writes_are_logged_one_by_one_and_cached_ones_when_they_are_flushed()
    {
        var log = new StoreLog();
        using var plain = Open(log, isCached: false);
        Write(plain);
        log.Print().Should().Equal("01=0A@0", "02=0B@0", "01=0C@0", "03=null@0");

        log.Records.Clear();
        using var cached = Open(log, isCached: true);
        Write(cached);
        log.Records.Should().BeEmpty();
        cached.Flush();
        log.Print().Should().Equal(["02=0B@0", "01=0C@0"], "the order is that of the last writes, and the delete of nothing says nothing");

        static void Write(StagedStore store)
        {
            store.Put([1], [10]);
            store.Put([2], [11]);
            store.Put([1], [12]);
            store.Delete([3]);
        }
    }

    [Test]
    public void Staged_deletes_hide_stored_entries_in_both_directions()
    {
        // Replay of a fault in which deletes of keys behind the store's next one were forgotten.
        using var store = Open(new StoreLog(), isCached: true);
        for (byte i = 0; i < 5; i++)
        {
            store.Put([i], [i]);
            store.Flush();
            store.Apply(default);
        }

        store.Delete([1]);
        store.Delete([3]);
        store.Put([2], [22]);
        store.Put([5], [5]);

        Check();
        store.Flush();
        Check();
        store.Apply(default);
        Check();

        for (byte i = 0; i < 6; i++)
        {
            store.Delete([i]);
        }

        Scan(store, [], null, isReverse: false).Should().BeEmpty();
        Scan(store, [], null, isReverse: true).Should().BeEmpty();

        void Check()
        {
            Scan(store, [], null, isReverse: false).Should().Equal("00=00", "02=16", "04=04", "05=05");
            Scan(store, [], null, isReverse: true).Should().Equal("05=05", "04=04", "02=16", "00=00");
            Scan(store, [1], [4], isReverse: false).Should().Equal("02=16");
            Scan(store, [1], [4], isReverse: true).Should().Equal("02=16");
            Scan(store, [3], [4], isReverse: false).Should().BeEmpty();
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Entries_may_be_written_while_a_cursor_is_open(bool isReverse)
    {
        using var store = Open(new StoreLog(), isCached: false);
        for (byte i = 0; i < 6; i++)
        {
            store.Put([i], [i]);
            if (i == 3)
            {
                store.Apply(default);
            }
        }

        var seen = new List<byte>();
        using (var cursor = store.Scan(default, isReverse))
        {
            while (cursor.MoveNext())
            {
                var key = cursor.Key[0];
                seen.Add(key);
                store.Delete([key]);
                if (key == 3)
                {
                    // The neighbours are gone before the cursor comes to them.
                    store.Delete([2]);
                    store.Delete([4]);
                }
            }
        }

        seen.Should().Equal(isReverse ? [5, 4, 3, 1, 0] : [0, 1, 2, 3, 5]);
        Scan(store, [], null, isReverse: false).Should().BeEmpty();
    }

    private static List<string> Fold(StoreLog log)
    {
        var folded = new BytesModel();
        foreach (var (key, value, _) in log.Records)
        {
            if (value is null)
            {
                folded.Delete(key);
            }
            else
            {
                folded.Put(key, value);
            }
        }

        return folded.Scan([], null, isReverse: false);
    }

    private static StagedStore Open(StoreLog log, bool isCached) =>
        new(new InMemoryBytesStore(), new KeyValueFormat(), isLogged: true, isCached) { Context = log };

    private static string? Get(StagedStore store, byte[] key) => store.TryGet(key, out var value) ? Convert.ToHexString(value) : null;

    private static List<string> Scan(StagedStore store, byte[] from, byte[]? to, bool isReverse) =>
        Read(store.Scan(new BytesRange { From = from, To = to, HasTo = to is not null }, isReverse));

    private static List<string> Scan(IBytesStore store, byte[] from, byte[]? to) =>
        Read(store.Scan(new BytesRange { From = from, To = to, HasTo = to is not null }, isReverse: false));

    private static List<string> Read(BytesCursor cursor)
    {
        using var open = cursor;
        var found = new List<string>();
        while (cursor.MoveNext())
        {
            found.Add(BytesModel.Print(cursor.Key, cursor.Value));
        }

        return found;
    }
}
