using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Interop;

/// <summary>What goes over the wire to and from others, byte for byte.</summary>
public sealed class CommandProfileTests
{
    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    [Test]
    public async Task Spring_is_written_ids_of_16_bytes_and_the_partition_as_int32()
    {
        var headers = await Write(CommandProfile.Spring);

        headers.Last("kafka_correlationId").Should().HaveCount(16);
        headers.Last("kafka_replyTopic").Should().Equal("dispatch_receipts"u8.ToArray());
        headers.Last("kafka_replyPartition").Should().Equal(0, 0, 0, 3);
        headers.LastText("command-id").Should().Be(Convert.ToHexStringLower(headers.Last("kafka_correlationId")!));
    }

    [Test]
    public async Task NestJS_is_written_ids_as_text_and_the_partition_in_decimal()
    {
        var headers = await Write(CommandProfile.NestJs);

        Guid.TryParse(headers.LastText("kafka_correlationId"), out _).Should().BeTrue();
        headers.Last("kafka_replyPartition").Should().Equal("3"u8.ToArray());
    }

    [Test]
    public async Task SmallRye_is_written_under_its_own_names()
    {
        var headers = await Write(CommandProfile.SmallRye);

        Guid.TryParse(headers.LastText("REPLY_CORRELATION_ID"), out _).Should().BeTrue();
        headers.LastText("REPLY_TOPIC").Should().Be("dispatch_receipts");
        headers.Last("REPLY_PARTITION").Should().Equal(0, 0, 0, 3);
        headers.Select(header => header.Name).Should().NotContain(name => name.StartsWith("kafka_"));
    }

    [Test]
    public async Task CloudEvents_are_written_in_binary_mode()
    {
        var headers = await Write(CommandProfile.CloudEvents("/shop", "com.example.dispatch"));

        headers.LastText("ce_specversion").Should().Be("1.0");
        headers.LastText("ce_type").Should().Be("com.example.dispatch");
        headers.LastText("ce_source").Should().Be("/shop");
        headers.LastText("content-type").Should().Be("application/json");
        headers.LastText("ce_id").Should().Be(headers.LastText("command-id"));
        headers.LastText("kafka_correlationId").Should().Be(headers.LastText("command-id"));
    }

    [Test]
    public void Every_dialect_is_read_without_being_told()
    {
        byte[] id = [0x1f, 0, 0xff, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        var spring = Headers.Empty.Add("kafka_correlationId", id).Add("kafka_replyTopic", "r").Add("kafka_replyPartition", [0, 0, 1, 2]);
        spring.GetCorrelationId()!.Value.Bytes.ToArray().Should().Equal(id);
        spring.GetReplyTopic().Should().Be("r");
        spring.GetReplyPartition().Should().Be(258);

        var nest = Headers.Empty.Add("kafka_correlationId", "text").Add("kafka_replyPartition", "258");
        nest.GetCorrelationId().Should().Be(CorrelationId.FromText("text"));
        nest.GetReplyPartition().Should().Be(258);

        var smallRye = Headers.Empty.Add("REPLY_CORRELATION_ID", id).Add("REPLY_TOPIC", "r").Add("REPLY_PARTITION", [0, 0, 1, 2]);
        smallRye.GetCorrelationId()!.Value.Bytes.ToArray().Should().Equal(id);
        smallRye.GetReplyTopic().Should().Be("r");
        smallRye.GetReplyPartition().Should().Be(258);

        Headers.Empty.Add("ce_id", "e-1").GetCommandId().Should().Be(CommandId.FromText("e-1"));
    }

    [Test]
    public async Task Replies_are_found_under_each_name_and_one_of_ones_own()
    {
        foreach (var name in new[] { "kafka_correlationId", "REPLY_CORRELATION_ID", "my-id" })
        {
            using var kafka = new FakeStreamsClient();
            await using var client = kafka.CreateCommandClient(Warehouse.Commands, new CommandClientOptions
            {
                Profile = new CommandProfile { CorrelationIdHeader = name },
            });
            var request = client.RequestAsync(1, "a", Receipts, TimeSpan.FromMinutes(1)).AsTask();

            kafka.Reader.Reply(Headers.Empty.Add(name, kafka.Publisher.Records.Single().Headers.Last(name)), "T"u8.ToArray());

            (await request).Should().Be(new CommandOutcome<string>.Completed("T"));
        }
    }

    [Test]
    public async Task Errors_of_NestJS_are_failures()
    {
        using var kafka = new FakeStreamsClient();
        await using var client = kafka.CreateCommandClient(Warehouse.Commands, new CommandClientOptions { Profile = CommandProfile.NestJs });
        var request = client.RequestAsync(1, "a", Receipts, TimeSpan.FromMinutes(1)).AsTask();

        var id = kafka.Publisher.Records.Single().Headers.Last("kafka_correlationId");
        kafka.Reader.Reply(Headers.Empty.Add("kafka_correlationId", id).Add("kafka_nest-err", "No forklift").Add("kafka_nest-is-disposed", [0]), null);

        (await request).Should().Be(new CommandOutcome<string>.Failed("", "No forklift", IsRetryable: false));
    }

    private static async Task<Headers> Write(CommandProfile profile)
    {
        using var kafka = new FakeStreamsClient();
        await using var client = kafka.CreateCommandClient(Warehouse.Commands, new CommandClientOptions { Profile = profile, ReplyPartition = 3 });
        _ = client.RequestAsync(1, "a", Receipts, TimeSpan.FromMinutes(1));
        return kafka.Publisher.Records.Single().Headers;
    }
}
