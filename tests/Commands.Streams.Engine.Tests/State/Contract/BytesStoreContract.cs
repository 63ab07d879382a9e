using Commands.Streams.State.Bytes;
using CsCheck;

namespace Commands.Streams.Tests.State.Contract;

/// <summary>What every back end of state stores has to do.</summary>
public abstract class BytesStoreContract
{
    /// <summary>Returns a new store without content.</summary>
    protected abstract IBytesStore Create();

    private enum Write
    {
        Put,
        Delete,
        DeleteRange,
    }

    [Test]
    public void Any_batches_leave_what_a_sorted_dictionary_holds()
    {
        var kind = Gen.Frequency((6, Gen.Const(Write.Put)), (3, Gen.Const(Write.Delete)), (1, Gen.Const(Write.DeleteRange)));
        var write = Gen.Select(kind, BytesGen.Key, BytesGen.Key, BytesGen.Value);
        var read = Gen.Select(BytesGen.Key, BytesGen.End, Gen.Bool);
        Gen.Select(Gen.Select(write.Array[0, 20], read.Array[0, 3]).Array[0, 12], BytesGen.Key.Array[5]).Sample(
            (batches, keys) =>
            {
                using var store = Create();
                var model = new BytesModel();
                foreach (var (writes, reads) in batches)
                {
                    var batch = store.CreateBatch();
                    foreach (var (kind, key, other, value) in writes)
                    {
                        Do(kind, key, other, value, batch, model);
                    }

                    batch.Apply(default);
                    foreach (var (from, to, isReverse) in reads)
                    {
                        Scan(store, from, to, isReverse).Should().Equal(model.Scan(from, to, isReverse));
                    }

                    keys.Select(key => Get(store, key)).Should().Equal(keys.Select(model.Get));
                }

                Scan(store, [], null, isReverse: false).Should().Equal(model.Scan([], null, isReverse: false));
            },
            iter: 100);
    }

    [Test]
    public void Keys_are_ordered_as_unsigned_bytes_and_shorter_ones_come_first()
    {
        using var store = Create();
        Put(store, [128], [1]);
        Put(store, [127, 255], [2]);
        Put(store, [127], [3]);
        Put(store, [], [4]);
        Put(store, [0], [5]);

        Scan(store, [], null, isReverse: false).Should().Equal("=04", "00=05", "7F=03", "7FFF=02", "80=01");
        Scan(store, [], null, isReverse: true).Should().Equal("80=01", "7FFF=02", "7F=03", "00=05", "=04");
    }

    [Test]
    public void A_range_includes_its_beginning_and_not_its_end()
    {
        using var store = Create();
        for (byte i = 0; i < 5; i++)
        {
            Put(store, [i], [i]);
        }

        Scan(store, [1], [3], isReverse: false).Should().Equal("01=01", "02=02");
        Scan(store, [1], [3], isReverse: true).Should().Equal("02=02", "01=01");
        Scan(store, [3], [1], isReverse: false).Should().BeEmpty();
        Scan(store, [3], [1], isReverse: true).Should().BeEmpty();
        Scan(store, [2], [2], isReverse: true).Should().BeEmpty();
    }

    [Test]
    public void An_empty_value_is_a_value()
    {
        using var store = Create();
        Put(store, [1], []);
        Get(store, [1]).Should().Be(string.Empty);
        Get(store, [2]).Should().BeNull();
    }

    [Test]
    public void A_value_read_stays_while_cursors_of_the_same_store_move()
    {
        using var store = Create();
        Put(store, [1], [11]);
        Put(store, [2], [22]);
        using var first = store.Scan(default, isReverse: false);
        using var second = store.Scan(default, isReverse: true);
        first.MoveNext().Should().BeTrue();
        second.MoveNext().Should().BeTrue();

        BytesModel.Print(first.Key, first.Value).Should().Be("01=0B");
        Get(store, [2]).Should().Be("16");
        BytesModel.Print(first.Key, first.Value).Should().Be("01=0B", "a cursor's entry is valid until its next move");
        first.MoveNext().Should().BeTrue();
        BytesModel.Print(second.Key, second.Value).Should().Be("02=16");
        BytesModel.Print(first.Key, first.Value).Should().Be("02=16");
        first.MoveNext().Should().BeFalse();
    }

    [Test]
    public void Writes_of_a_batch_are_applied_in_their_order()
    {
        using var store = Create();
        var batch = store.CreateBatch();
        batch.Put([1], [1]);
        batch.Put([2], [2]);
        batch.DeleteRange([0], [9]);
        batch.Put([2], [3]);
        batch.Delete([3]);
        batch.Put([3], [4]);
        batch.Apply(default);

        Scan(store, [], null, isReverse: false).Should().Equal("02=03", "03=04");
    }

    [Test]
    public void A_batch_is_seen_only_when_it_is_applied()
    {
        using var store = Create();
        var batch = store.CreateBatch();
        batch.Put([1], [1]);
        Get(store, [1]).Should().BeNull();
        batch.Clear();
        batch.Apply(default);
        Get(store, [1]).Should().BeNull();
        batch.Put([2], [2]);
        store.CreateBatch().Apply(default);
        Get(store, [2]).Should().BeNull("a batch that is created is empty");
    }

    [Test]
    public void A_batch_copies_what_it_gets()
    {
        using var store = Create();
        byte[] key = [1];
        byte[] value = [1];
        var batch = store.CreateBatch();
        batch.Put(key, value);
        key[0] = value[0] = 9;
        batch.Apply(default);
        Scan(store, [], null, isReverse: false).Should().Equal("01=01");
    }

    [Test]
    public void Metadata_change_with_a_batch_and_stay_without_new_ones()
    {
        using var store = Create();
        store.Metadata.Should().BeNull();
        store.CreateBatch().Apply([1, 2]);
        store.Metadata.Should().Equal([1, 2]);
        Put(store, [1], [1]);
        store.Metadata.Should().Equal([1, 2]);
        store.CreateBatch().Apply([3]);
        store.Metadata.Should().Equal([3]);
        Scan(store, [], null, isReverse: false).Should().Equal("01=01");
    }

    [Test]
    public void Clearing_deletes_content_and_metadata()
    {
        using var store = Create();
        var batch = store.CreateBatch();
        batch.Put([1], [1]);
        batch.Apply([1]);
        store.Clear();
        store.Metadata.Should().BeNull();
        Scan(store, [], null, isReverse: false).Should().BeEmpty();
        Put(store, [2], [2]);
        Scan(store, [], null, isReverse: false).Should().Equal("02=02");
    }

    [Test]
    public void A_restoration_ends_with_the_same_content()
    {
        using var store = Create();
        store.BeginRestore();
        for (var i = 0; i < 1_000; i++)
        {
            var batch = store.CreateBatch();
            batch.Put([(byte)(i / 7), (byte)i], BitConverter.GetBytes(i));
            batch.Delete([(byte)(i / 9), (byte)(i - 3)]);
            batch.Apply([(byte)i]);
        }

        var before = Scan(store, [], null, isReverse: false);
        store.EndRestore();
        Scan(store, [], null, isReverse: false).Should().Equal(before).And.NotBeEmpty();
        store.Metadata.Should().Equal([unchecked((byte)999)]);
    }

    private static void Do(Write kind, byte[] key, byte[] other, byte[] value, BytesBatch batch, BytesModel model)
    {
        switch (kind)
        {
            case Write.Put:
                batch.Put(key, value);
                model.Put(key, value);
                break;
            case Write.Delete:
                batch.Delete(key);
                model.Delete(key);
                break;
            default:
                var (from, to) = key.AsSpan().SequenceCompareTo(other) <= 0 ? (key, other) : (other, key);
                batch.DeleteRange(from, to);
                model.DeleteRange(from, to);
                break;
        }
    }

    private static void Put(IBytesStore store, byte[] key, byte[] value)
    {
        var batch = store.CreateBatch();
        batch.Put(key, value);
        batch.Apply(default);
    }

    private static string? Get(IBytesStore store, byte[] key) => store.TryGet(key, out var value) ? Convert.ToHexString(value) : null;

    private static List<string> Scan(IBytesStore store, byte[] from, byte[]? to, bool isReverse)
    {
        using var cursor = store.Scan(new BytesRange { From = from, To = to, HasTo = to is not null }, isReverse);
        var found = new List<string>();
        while (cursor.MoveNext())
        {
            found.Add(BytesModel.Print(cursor.Key, cursor.Value));
        }

        return found;
    }
}
