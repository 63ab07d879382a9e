using Commands.Streams.Serialization;
using Commands.Streams.Tests.Support;
using Confluent.Kafka;
using Streamiz.Kafka.Net.SerDes;
using SerializationContext = Confluent.Kafka.SerializationContext;

namespace Commands.Streams.Tests;

public sealed class StreamizSerDesTests
{
    private static readonly SerializationContext Key = new(MessageComponentType.Key, "orders", []);

    [Test]
    public void Numbers_are_big_endian_as_Java_writes_them()
    {
        var serDes = StreamizSerDes.From(Serdes.Int64);
        serDes.Serialize(258, Key).Should().Equal(0, 0, 0, 0, 0, 0, 1, 2);
        serDes.Deserialize([0, 0, 0, 0, 0, 0, 1, 2], Key).Should().Be(258);
        new Int64SerDes().Serialize(258, Key).Should().Equal([2, 1, 0, 0, 0, 0, 0, 0], "that is why Streamiz' own does not read what Java wrote");
    }

    [Test]
    public void Null_stays_null_if_the_type_has_it()
    {
        StreamizSerDes.From(Serdes.String).Serialize(null!, Key).Should().BeNull();
        StreamizSerDes.From(Serdes.String).Deserialize(null!, Key).Should().BeNull();
        StreamizSerDes.From(Serdes.Int64).Invoking(serDes => serDes.Deserialize(null!, Key))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The key of a record of topic 'orders' is null, which Int64 cannot be. Read it as Int64?.");
    }

    [Test]
    public void A_serde_of_Streamiz_serves_the_engine()
    {
        var serde = StreamizSerDes.ToSerde(new StringSerDes());
        var bytes = Some.Bytes(serde, "Straße");
        bytes.Should().Equal("Straße"u8.ToArray());
        serde.Deserialize(bytes, new Serialization.SerializationContext("orders", RecordComponent.Value, Records.Headers.Empty)).Should().Be("Straße");
    }

    [Test]
    public void A_serde_that_went_there_and_back_is_itself()
    {
        StreamizSerDes.ToSerde(StreamizSerDes.From(Serdes.Int64)).Should().BeSameAs(Serdes.Int64);
        ISerDes<string> serDes = new StringSerDes();
        StreamizSerDes.From(StreamizSerDes.ToSerde(serDes)).Should().BeSameAs(serDes);
    }

    [Test]
    public void Headers_reach_the_serde_of_the_other_library()
    {
        Records.Headers? seen = null;
        var serDes = StreamizSerDes.From(new HeaderSerde(headers => seen = headers));
        var headers = new Confluent.Kafka.Headers { { "a", [1] }, { "a", null } };
        serDes.Deserialize([], new SerializationContext(MessageComponentType.Value, "orders", headers));
        seen.Should().HaveCount(2);
        seen![1].Value.Should().BeNull();
    }

    private sealed class HeaderSerde(Action<Records.Headers> see) : ISerde<string>
    {
        public void Serialize(string value, System.Buffers.IBufferWriter<byte> destination, in Serialization.SerializationContext context) =>
            see(context.Headers);

        public string Deserialize(ReadOnlySpan<byte> data, in Serialization.SerializationContext context)
        {
            see(context.Headers);
            return string.Empty;
        }
    }
}
