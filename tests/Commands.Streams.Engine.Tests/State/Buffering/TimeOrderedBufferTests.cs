using System.Text;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Buffering;
using Commands.Streams.State.Staging;
using Commands.Streams.Tests.State.Support;

namespace Commands.Streams.Tests.State.Buffering;

public sealed class TimeOrderedBufferTests
{
    [Test]
    public void An_update_keeps_the_place_and_the_value_before_the_first()
    {
        using var open = Open(keepsReleased: false);
        Put(open, "b", 5, "0", "1");
        Put(open, "a", 7, null, "2");
        Put(open, "b", 9, "1", "3");

        open.Store.MinTime.Should().Be(5);
        var first = open.Store.Take();
        Text(first.Key).Should().Be("b");
        Text(first.Change.Prior).Should().Be("0");
        Text(first.Change.Old).Should().Be("1");
        Text(first.Change.New).Should().Be("3");
        first.Origin.Offset.Should().Be(9);
        open.Store.Recycle(first);
        open.Store.Count.Should().Be(1);
    }

    [Test]
    public void What_is_restored_equals_the_original()
    {
        using var open = Open(keepsReleased: false);
        Put(open, "b", 5, "0", "1");
        Put(open, "a", 7, null, "2");
        Commit(open);
        using var copy = open.Restore();
        copy.Store.Load(keepsReleased: false);
        copy.Store.Size.Should().Be(open.Store.Size);
        var first = copy.Store.Take();
        Text(first.Key).Should().Be("b");
        first.Origin.Should().BeEquivalentTo(new { Timestamp = 5L, Topic = "in", Partition = 1, Offset = 5L });
    }

    [Test]
    public void With_transactions_what_is_released_is_removed_by_the_same_commit()
    {
        using var open = Open(keepsReleased: false);
        Put(open, "a", 5, null, "1");
        open.Store.Recycle(open.Store.Take());
        Commit(open);
        open.Log.Records.Select(record => record.Value).Should().Equal([null], "the record that was released is durable with the same transaction");
    }

    [Test]
    public void Without_transactions_what_is_released_is_removed_one_commit_later()
    {
        using var open = Open(keepsReleased: true);
        Put(open, "a", 5, null, "1");
        open.Store.Recycle(open.Store.Take());
        Commit(open);
        open.Log.Records.Should().ContainSingle().Which.Value.Should().NotBeNull("the record that was released may still be lost");
        open.Store.IsDirty.Should().BeTrue();

        Commit(open);
        open.Log.Records.Should().HaveCount(2).And.Subject.Last().Value.Should().BeNull();
        open.Store.IsDirty.Should().BeFalse();
    }

    [Test]
    public void Changed_keys_are_written_in_the_order_of_a_hash_set_of_Java()
    {
        using var open = Open(keepsReleased: false);
        foreach (var key in new[] { "zz", "b", "aa", "a", "c" })
        {
            Put(open, key, 1, null, "1");
        }

        Commit(open);
        open.Log.Records.Select(record => Text(record.Key)).Should().Equal("a", "zz", "b", "aa", "c");
    }

    private static OpenStore<TimeOrderedBuffer> Open(bool keepsReleased)
    {
        var open = new OpenStore<TimeOrderedBuffer>(BufferBuilder.Create(Stores.InMemoryKeyValueStore("hold-store")));
        open.Store.Load(keepsReleased);
        return open;
    }

    private static void Put(OpenStore<TimeOrderedBuffer> open, string key, long time, string? old, string? value)
    {
        var origin = new EntryInfo(time, Headers.Empty, "in", 1, time);
        open.Store.Put(Bytes(key), time, in origin, old is not null, Bytes(old), value is not null, Bytes(value));
    }

    private static void Commit(OpenStore<TimeOrderedBuffer> open)
    {
        open.Store.WriteBack();
        open.Commit();
        open.Store.OnCommitted();
    }

    private static byte[] Bytes(string? text) => text is null ? [] : Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
