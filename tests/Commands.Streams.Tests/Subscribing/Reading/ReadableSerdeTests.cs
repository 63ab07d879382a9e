using System.Buffers;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Subscribing.Reading;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Subscribing.Reading;

public sealed class ReadableSerdeTests
{
    private static readonly byte[] Bytes = [1, 2, 3];

    private static SerializationContext Context => new("topic", RecordComponent.Value, Headers.Empty);

    [Test]
    public void What_can_be_read_is_read_and_written_by_the_serde()
    {
        var serde = new ReadableSerde<string>(Serdes.String);

        var read = serde.Deserialize("text"u8, Context);

        read!.Value.Value.Should().Be("text");
        Readable<string>.IsUsable(in read).Should().BeTrue();
        Written(serde, read).Should().Equal("text"u8.ToArray());
    }

    [Test]
    public void What_cannot_be_read_keeps_its_bytes_and_the_reason()
    {
        var serde = new ReadableSerde<string>(new BrokenSerde());

        var read = serde.Deserialize(Bytes, Context);

        Readable<string>.IsUsable(in read).Should().BeFalse();
        read!.Value.Failure.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("No glasses.");
        Written(serde, read).Should().Equal(Bytes);
    }

    [Test]
    public void Nothing_is_usable_only_where_the_type_has_room_for_null()
    {
        Readable<string>.IsUsable(null).Should().BeTrue();
        Readable<long?>.IsUsable(null).Should().BeTrue();
        Readable<long>.IsUsable(null).Should().BeFalse();
    }

    [Test]
    public void Serde_that_is_not_ready_is_waited_for()
    {
        var serde = new ReadableSerde<string>(new NotReadySerde());

        serde.Invoking(it => it.Deserialize(Bytes, Context)).Should().Throw<SerdeNotReadyException>();
    }

    private static byte[] Written<T>(ReadableSerde<T> serde, Readable<T>? value)
    {
        var writer = new ArrayBufferWriter<byte>();
        serde.Serialize(value, writer, Context);
        return writer.WrittenSpan.ToArray();
    }

    private sealed class NotReadySerde : ISerde<string>
    {
        public void Serialize(string value, IBufferWriter<byte> destination, in SerializationContext context) => throw new NotSupportedException();

        public string Deserialize(ReadOnlySpan<byte> data, in SerializationContext context) =>
            throw new SerdeNotReadyException(new TaskCompletionSource().Task, "The schema is on its way.");
    }
}
