using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>Header names of one's own: the contract tells both sides.</summary>
public sealed class OwnDialectTests
{
    private static readonly CommandStream<long, string> Commands = Warehouse.Commands.WithProfile(new CommandProfile
    {
        CorrelationIdHeader = "x-request-id",
        ReplyTopicHeader = "x-answer-to",
        ReplyPartitionHeader = "x-answer-partition",
    });

    [Test]
    public async Task What_the_issuer_writes_its_subscriber_answers()
    {
        using var kafka = new FakeStreamsClient();
        await using var client = kafka.CreateCommandClient(Commands, new CommandClientOptions { ReplyTopic = "dispatch_receipts.mine", ReplyPartition = 0 });
        var responses = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);
        var request = client.RequestAsync(1, "a", responses, TimeSpan.FromMinutes(1)).AsTask();
        var written = kafka.Publisher.Records.Single().Headers;
        written.Select(header => header.Name).Should().Contain("x-request-id", "x-answer-to", "x-answer-partition")
            .And.NotContain(name => name.StartsWith("kafka_"));
        using var driver = new TopologyTestDriver(
            new CommandTopology<long, string>(Commands).Respond(Warehouse.Responses).ForEach(command => $"to {command.Value}").Build());

        driver.CommandInput().Pipe(1, "a", 1000, written);

        var response = driver.ResponseOutput("dispatch_receipts.mine").ReadRecord();
        response.Headers.Last("x-request-id").Should().Equal(written.Last("x-request-id"));
        kafka.Reader.Reply(response.Headers, "to a"u8.ToArray());
        (await request).Should().Be(new CommandOutcome<string>.Completed("to a"));
    }

    [Test]
    public void Handler_sees_the_id_and_dead_letters_keep_the_headers_as_they_came()
    {
        var seen = new List<CorrelationId?>();
        using var driver = new TopologyTestDriver(new CommandTopology<long, string>(Commands)
            .DeadLetterTo("dispatch_products-dlt")
            .ForEach(command =>
            {
                seen.Add(command.CorrelationId);
                throw new InvalidOperationException("No forklift.");
            })
            .Build());

        driver.CommandInput().Pipe(1, "a", 1000, Headers.Empty.Add("x-request-id", "c-1"));

        seen.Should().Equal(CorrelationId.FromText("c-1"));
        driver.CreateOutputTopic("dispatch_products-dlt", Commands.KeySerde, Commands.ValueSerde).ReadRecord()
            .Headers.Contains(CommandHeaders.CorrelationId).Should().BeFalse();
    }

    [Test]
    public void Command_that_cannot_be_read_is_answered_under_the_same_name()
    {
        var commands = CommandStream.Define("dispatch_products", Serdes.Int64, new StrictSerde(), partitions: 2).WithProfile(Commands.Profile);
        using var driver = new TopologyTestDriver(new CommandTopology<long, string>(commands)
            .Respond(Warehouse.Responses).DeadLetterTo("dispatch_products-dlt").ForEach(command => command.Value).Build());

        driver.CreateInputTopic("dispatch_products", Serdes.Int64, Serdes.ByteArray).Pipe(1, [0xff], 1000, Headers.Empty.Add("x-request-id", "c-1"));

        var response = driver.ResponseOutput().ReadRecord();
        response.Headers.LastText("x-request-id").Should().Be("c-1");
        response.Headers.LastText(CommandHeaders.CorrelationId).Should().Be("c-1");
        response.Headers.LastText(CommandHeaders.Status).Should().Be("rejected");
    }

    [Test]
    public void Response_that_is_too_large_is_answered_under_the_same_name()
    {
        using var driver = new TopologyTestDriver(new CommandTopology<long, string>(Commands)
            .Respond(Warehouse.Responses).MaxResponseBytes(1024).ForEach(_ => new string('x', 2000)).Build());

        driver.CommandInput().Pipe(1, "a", 1000, Headers.Empty.Add("x-request-id", "c-1"));

        var response = driver.ResponseOutput().ReadRecord();
        response.Headers.LastText("x-request-id").Should().Be("c-1");
        response.Headers.LastText(CommandHeaders.Error).Should().Be(CommandErrors.ResponseTooLarge);
    }

    [TestCase("", "x-answer-to", "*without a name*")]
    [TestCase("x", "x", "*'x' twice*")]
    [TestCase("command-id", "x", "*'command-id' twice*")]
    public void Names_that_cannot_be_told_apart_are_refused(string correlationId, string replyTopic, string message) =>
        FluentActions.Invoking(() => Warehouse.Commands.WithProfile(new CommandProfile { CorrelationIdHeader = correlationId, ReplyTopicHeader = replyTopic }))
            .Should().Throw<ArgumentException>().WithMessage(message);
}
