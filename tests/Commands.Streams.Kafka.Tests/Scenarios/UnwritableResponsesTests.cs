using Commands.Streams.Interop;
using Commands.Streams.Kafka.Tests.Support;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>Responses that cannot be written as they are, over Kafka's protocol: no issuer stops a subscriber.</summary>
public sealed class UnwritableResponsesTests
{
    private const string Gone = "dispatch_receipts.gone";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly CommandStream<long, string> Dispatch = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 1);

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 1);

    private readonly LogLines _log = new();
    private EmbeddedCluster _cluster = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic(Dispatch.Topic, 1);
        _cluster.CreateTopic(Receipts.Topic, 1);
    }

    [TearDown]
    public void Stop() => _cluster.Dispose();

    [Test]
    public async Task Reply_topic_that_does_not_exist_sends_the_response_to_the_response_stream()
    {
        _cluster.SetTopicError(Gone, ErrorCode.UnknownTopicOrPart);
        using var kafka = _cluster.CreateClient();
        await using var warehouse = Warehouse(kafka);
        await warehouse.StartAsync();
        await using var client = kafka.CreateCommandClient(Dispatch);
        using var audit = Read(Receipts.Topic);

        await client.SendAsync(1, "a", new CommandOptions { ReplyTopic = Gone, CorrelationId = CorrelationId.FromText("c-1") });
        await client.SendAsync(1, "b", new CommandOptions { ReplyTopic = Gone, CorrelationId = CorrelationId.FromText("c-2") });
        var outcome = await client.RequestAsync(1, "c", Receipts, Deadline);

        outcome.Should().Be(new CommandOutcome<string>.Completed("c"));
        audit.TakeRecords(new Records.TopicPartition(Receipts.Topic, 0), 3).Select(response => response.Headers.GetCorrelationId()).Take(2)
            .Should().Equal(CorrelationId.FromText("c-1"), CorrelationId.FromText("c-2"));
        _log.Lines.Should().Contain(line => line.Text.Contains($"Topic '{Gone}' does not exist", StringComparison.Ordinal));
        warehouse.State.Should().Be(ApplicationState.Running);
    }

    [Test]
    public async Task Response_that_the_client_refuses_as_too_large_becomes_a_small_one()
    {
        using var kafka = _cluster.CreateClient(options => options.Producer.MessageMaxBytes = 5000);
        await using var warehouse = Warehouse(kafka);
        await warehouse.StartAsync();
        await using var client = kafka.CreateCommandClient(Dispatch);

        var tooLarge = await client.RequestAsync(1, "6000", Receipts, Deadline);
        var small = await client.RequestAsync(1, "b", Receipts, Deadline);

        var failed = tooLarge.Should().BeOfType<CommandOutcome<string>.Failed>().Subject;
        failed.Code.Should().Be(CommandErrors.ResponseTooLarge);
        failed.Message.Should().Contain("response of 6").And.Contain("MSG_SIZE_TOO_LARGE");
        small.Should().Be(new CommandOutcome<string>.Completed("b"));
    }

    [Test]
    public async Task What_the_library_takes_for_small_enough_the_client_takes_too()
    {
        using var kafka = _cluster.CreateClient(options => options.Producer.MessageMaxBytes = 5000);
        await using var warehouse = Warehouse(kafka, 5000);
        await warehouse.StartAsync();
        await using var client = kafka.CreateCommandClient(Dispatch);

        // Somewhere among these is the limit: no size falls between what the one takes and what the other does.
        for (var size = 4700; size <= 4900; size += 10)
        {
            var outcome = await client.RequestAsync(1, $"{size}", Receipts, Deadline);
            if (outcome is CommandOutcome<string>.Failed failed)
            {
                failed.Message.Should().Contain("at most 5000");
                size.Should().BeGreaterThan(4700);
                return;
            }
        }

        Assert.Fail("No response was too large.");
    }

    private static string Handle(Command<long, string> command) =>
        int.TryParse(command.Value, out var length) ? new string('x', length) : command.Value;

    private StreamsApplication Warehouse(KafkaClient kafka, int maxBytes = 1_000_000) => new(
        new CommandTopology<long, string>(Dispatch).Respond(Receipts).MaxResponseBytes(maxBytes).ForEach(Handle).Build(),
        new StreamsOptions { ApplicationId = "warehouse", LoggerFactory = _log },
        kafka);

    private TestConsumer Read(string topic)
    {
        var reader = new TestConsumer(_cluster.BootstrapServers, "reader");
        reader.Subscribe(topic);
        reader.PollUntil(() => reader.Assigned.Count == 1, "assignment");
        return reader;
    }
}
