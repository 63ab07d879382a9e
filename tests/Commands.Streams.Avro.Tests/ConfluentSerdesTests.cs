using Commands.Streams.Avro.Tests.Support;
using Commands.Streams.Serialization;
using Confluent.Kafka;

namespace Commands.Streams.Avro.Tests;

internal sealed class ConfluentSerdesTests
{
    [Test]
    public async Task A_synchronous_pair_is_called_as_it_is()
    {
        var serde = ConfluentSerdes.From(Serializers.Utf8, Deserializers.Utf8);

        var data = await SerdeCalls.SerializeAsync(serde, "hi");

        data.Should().Equal("hi"u8.ToArray());
        (await SerdeCalls.DeserializeAsync(serde, data)).Should().Be("hi");
    }

    [Test]
    public async Task An_asynchronous_call_is_waited_for_and_made_once()
    {
        var pair = new SlowPair();
        var serde = ConfluentSerdes.From(pair, pair);
        var first = () => serde.Deserialize("hi"u8, SerdeCalls.Value("orders"));

        var notReady = first.Should().Throw<SerdeNotReadyException>().Which;
        pair.Release.SetResult();
        await notReady.Ready.WaitAsync(SerdeCalls.Deadline);

        first().Should().Be("hi");
        pair.Calls.Should().Be(1);
        (await SerdeCalls.SerializeAsync(serde, "hi")).Should().Equal("hi"u8.ToArray());
    }

    [Test]
    public async Task A_call_that_fails_is_an_error_of_the_record()
    {
        var pair = new SlowPair();
        var serde = ConfluentSerdes.From(pair, pair);
        var read = () => SerdeCalls.DeserializeAsync(serde, "hi"u8.ToArray());
        var pending = read();

        pair.Release.SetException(new FormatException("No such key."));

        await pending.Awaiting(it => it).Should().ThrowAsync<FormatException>().WithMessage("No such key.");
    }

    private sealed class SlowPair : IAsyncSerializer<string>, IAsyncDeserializer<string>
    {
        public TaskCompletionSource Release { get; } = new();

        public int Calls { get; private set; }

        public async Task<byte[]> SerializeAsync(string data, Confluent.Kafka.SerializationContext context)
        {
            await Release.Task;
            return System.Text.Encoding.UTF8.GetBytes(data);
        }

        public async Task<string> DeserializeAsync(ReadOnlyMemory<byte> data, bool isNull, Confluent.Kafka.SerializationContext context)
        {
            Calls++;
            await Release.Task;
            return System.Text.Encoding.UTF8.GetString(data.Span);
        }
    }
}
