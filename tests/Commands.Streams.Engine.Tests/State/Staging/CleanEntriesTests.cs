using Commands.Streams.State.Formats;
using Commands.Streams.State.Staging;
using Commands.Streams.Tests.State.Support;

namespace Commands.Streams.Tests.State.Staging;

/// <summary>Entries that are kept above a back end on disk after they were applied to it, or read from it.</summary>
public sealed class CleanEntriesTests
{
    private readonly SlowStore _slow = new();

    [Test]
    public void What_was_written_or_read_is_not_asked_for_again()
    {
        using var store = Open(isCached: false);
        store.Put([1], [10]);
        store.Delete([2]);
        store.Apply([1]);
        Get(store, 1).Should().Be(10);
        Get(store, 2).Should().BeNull();
        _slow.Gets.Should().Be(0);

        store.Drop();
        Get(store, 1).Should().Be(10);
        Get(store, 1).Should().Be(10);
        Get(store, 3).Should().BeNull();
        Get(store, 3).Should().BeNull();
        _slow.Gets.Should().Be(2);
        store.Size.Should().Be(0, "what can be read again needs no early commit");
    }

    [Test]
    public void The_least_recently_used_entries_go_first()
    {
        using var store = Open(isCached: false);
        store.Put([0], [0]);
        store.Apply([1]);
        store.CacheBytes = store.CleanSize * 10;
        for (byte key = 1; key < 100; key++)
        {
            store.Put([key], [key]);
            store.Apply([1]);
            Get(store, 0).Should().Be(0);
            store.CleanSize.Should().BeLessThanOrEqualTo(store.CacheBytes);
        }

        _slow.Gets.Should().Be(0);
        Get(store, 99).Should().Be(99);
        Get(store, 92).Should().Be(92);
        _slow.Gets.Should().Be(0);
        Get(store, 1).Should().Be(1);
        _slow.Gets.Should().Be(1);
    }

    [Test]
    public void An_old_value_is_not_read_again_for_the_listener()
    {
        using var store = Open(isCached: true);
        var heard = new Listener();
        store.Listener = heard;
        store.Put([1], [10]);
        store.Flush();
        store.Apply([1]);
        var before = _slow.Gets;

        store.Put([1], [11]);
        store.Put([1], [12]);
        store.Flush();
        store.Apply([1]);
        store.Delete([1]);
        store.Flush();

        heard.Log.Should().Equal("1: null -> 10", "1: 10 -> 12", "1: 12 -> null");
        _slow.Gets.Should().Be(before);
    }

    [Test]
    public void A_cursor_keeps_its_entry_while_others_are_read()
    {
        using var store = Open(isCached: false);
        for (byte key = 0; key < 20; key++)
        {
            store.Put([key], [key]);
        }

        store.Apply([1]);
        store.CacheBytes = store.CleanSize;
        using var cursor = store.Scan(default, isReverse: false);
        for (byte key = 0; key < 20; key++)
        {
            cursor.MoveNext().Should().BeTrue();
            Get(store, (byte)(key + 100)).Should().BeNull();
            cursor.Value.ToArray().Should().Equal(key);
        }
    }

    private static int? Get(StagedStore store, byte key) => store.TryGet([key], out var value) ? value[0] : null;

    private StagedStore Open(bool isCached) => new(_slow, new KeyValueFormat(), isLogged: true, isCached) { Context = new StoreLog() };

    private sealed class Listener : IFlushListener
    {
        public List<string> Log { get; } = [];

        public bool NeedsOldValue => true;

        public void OnFlushed(ReadOnlySpan<byte> key, bool hasOld, ReadOnlySpan<byte> old, bool hasValue, ReadOnlySpan<byte> value, in EntryInfo info) =>
            Log.Add($"{key[0]}: {(hasOld ? old[0] : "null")} -> {(hasValue ? value[0] : "null")}");
    }
}
