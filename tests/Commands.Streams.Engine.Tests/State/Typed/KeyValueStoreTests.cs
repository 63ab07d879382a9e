using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.Tests.State.Support;

namespace Commands.Streams.Tests.State.Typed;

public sealed class KeyValueStoreTests
{
    [Test]
    public void Negative_integers_come_after_positive_ones()
    {
        using var open = new OpenStore<IKeyValueStore<int, string>>(Stores.KeyValueStoreBuilder<int, string>(Stores.InMemoryKeyValueStore("numbers")));
        foreach (var key in new[] { -1, 2, int.MinValue, 0, 300 })
        {
            open.Store.Put(key, "v");
        }

        open.Store.All().Select(entry => entry.Key).Should().Equal(0, 2, 300, int.MinValue, -1);
        open.Store.Range(2, int.MinValue).Select(entry => entry.Key).Should().Equal(2, 300, int.MinValue);
        open.Store.Range(-1, 2).Should().BeEmpty();
        open.Store.ReverseRange(0, 300).Select(entry => entry.Key).Should().Equal(300, 2, 0);
    }

    [Test]
    public void A_null_value_deletes_and_a_null_key_is_refused()
    {
        using var open = new OpenStore<IKeyValueStore<string, string>>(Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("texts")));
        open.Store.Put("k", "v");
        open.Store.Put("k", null);
        open.Store.TryGet("k", out _).Should().BeFalse();
        open.Log.Print().Should().Equal("6B=76@0", "6B=null@0");
        open.Store.Invoking(store => store.Put(null!, "v")).Should().Throw<ArgumentNullException>();
        open.Store.Invoking(store => store.TryGet(null!, out _)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public void A_timestamped_value_is_logged_without_its_timestamp_which_is_the_records()
    {
        using var open = new OpenStore<ITimestampedKeyValueStore<string, long>>(
            Stores.TimestampedKeyValueStoreBuilder<string, long>(Stores.InMemoryKeyValueStore("counts")));
        open.Log.Time = 7;
        open.Store.Put("k", new ValueAndTimestamp<long>(258, 99));
        open.Store.Delete("k", out var deleted).Should().BeTrue();
        deleted.Should().Be(new ValueAndTimestamp<long>(258, 99));
        open.Store.Put("k", new ValueAndTimestamp<long>(1, 98));
        open.Log.Print().Should().Equal("6B=0000000000000102@99", "6B=null@7", "6B=0000000000000001@98");

        open.Commit();
        open.Staged.Store.TryGet("k"u8, out var stored).Should().BeTrue();
        Convert.ToHexString(stored).Should().Be("00000000000000620000000000000001");
        using var copy = open.Restore();
        copy.Store.All().Should().Equal(open.Store.All());
    }

    [Test]
    public void Serdes_get_the_name_of_the_changelog_as_their_topic()
    {
        var topics = new List<string>();
        using var open = new OpenStore<IKeyValueStore<string, string>>(
            Stores.KeyValueStoreBuilder(Stores.InMemoryKeyValueStore("texts"), new NotingSerde(topics), Serdes.String));
        open.Store.Put("k", "v");
        open.Store.All().Should().HaveCount(1);
        topics.Should().Equal("app-store-changelog", "app-store-changelog");
    }

    [Test]
    public void A_missing_serde_is_a_problem_that_names_the_store()
    {
        var problems = new List<string>();
        Stores.KeyValueStoreBuilder<string, Version>(Stores.InMemoryKeyValueStore("versions")).AddProblems(new SerdeRegistry(), problems.Add);
        problems.Should().Equal(
            "Store 'versions' has values of type Version, for which no serde is known. " +
            "Pass one to its builder, or register it with StreamsBuilder.DefaultSerdes.Add.");
    }

    private sealed class NotingSerde(List<string> topics) : ISerde<string>
    {
        public void Serialize(string value, System.Buffers.IBufferWriter<byte> destination, in SerializationContext context)
        {
            topics.Add(context.Topic);
            Serdes.String.Serialize(value, destination, context);
        }

        public string Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
        {
            topics.Add(context.Topic);
            return Serdes.String.Deserialize(data, context);
        }
    }
}
