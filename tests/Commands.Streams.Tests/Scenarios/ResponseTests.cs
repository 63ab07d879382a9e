using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ResponseTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static readonly byte[] Id = [0, 255, 7, 0];

    private readonly ManualTimeProvider _clock = new();

    private CommandTopology<long, string, string?> Subscriber { get; } = new CommandTopology<long, string>(Warehouse.Commands).Respond(Warehouse.Responses);

    [Test]
    public void Response_has_the_commands_key_the_time_of_the_answer_and_its_ids([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber, asynchronous));
        driver.AdvanceWallClock(TimeSpan.FromSeconds(5));

        driver.CommandInput().Pipe(12005, "2 Roadford Avenue", 1000, Headers.Empty
            .Add(CommandHeaders.CorrelationId, Id).Add(CommandHeaders.CommandId, "id-1").Add("traceparent", "00-a-b-01").Add("mine", "x"));
        driver.CompleteHandlers(Soon);

        var response = driver.ResponseOutput().ReadRecord();
        response.Key.Should().Be(12005);
        response.Value.Should().Be("dispatched to 2 Roadford Avenue");
        response.Timestamp.Should().Be(driver.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        response.Headers.Select(header => header.Name).Should().Equal("kafka_correlationId", "command-id", "command-status", "traceparent");
        response.Headers.Last(CommandHeaders.CorrelationId).Should().Equal(Id);
        response.Headers.GetCommandId().Should().Be(CommandId.FromText("id-1"));
        response.Headers.LastText(CommandHeaders.Status).Should().Be("completed");
        response.Headers.LastText("traceparent").Should().Be("00-a-b-01");
    }

    [Test]
    public void Command_without_headers_is_answered_in_the_response_stream()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a");

        driver.ResponseOutput().ReadRecord().Headers.Should().ContainSingle().Which.Name.Should().Be("command-status");
    }

    [Test]
    public void Rejected_command_is_answered_and_done([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber, asynchronous, new CommandRejectedException("invalid", "The address is empty.")));

        Pipe(driver, (1, "bad"), (2, "good"));

        var rejected = driver.ResponseOutput().ReadRecord();
        rejected.Key.Should().Be(1);
        rejected.Value.Should().BeNull();
        Text(rejected.Headers).Should().Equal(
            "command-status: rejected", "command-error: invalid", "command-error-message: The address is empty.", "command-retryable: false");
        driver.ResponseOutput().ReadRecord().Headers.GetCommandStatus().Should().Be(CommandStatus.Completed);
    }

    [Test]
    public void Failed_command_is_answered_and_then_stops([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber, asynchronous, new InvalidOperationException("No forklift.")));

        FluentActions.Invoking(() => Pipe(driver, (1, "bad"))).Should().Throw<ProcessingException>()
            .WithInnerException<InvalidOperationException>().WithMessage("No forklift.");

        Text(driver.ResponseOutput().ReadRecord().Headers).Should().Equal(
            "command-status: failed", "command-error: handler-failed", "command-error-message: No forklift.", "command-retryable: false");
        driver.CommittedOffsets.Should().BeEmpty();
    }

    [Test]
    public void Failed_command_is_answered_and_skipped_where_that_was_chosen([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber.OnFailure(CommandFailure.Skip), asynchronous, new InvalidOperationException("No forklift.")));

        Pipe(driver, (1, "bad"), (2, "good"));

        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus())
            .Should().Equal(CommandStatus.Failed, CommandStatus.Completed);
    }

    [Test]
    public void Failed_command_may_be_skipped_by_the_applications_exception_handler()
    {
        using var driver = new TopologyTestDriver(
            Build(Subscriber, asynchronous: true, new InvalidOperationException("No forklift.")),
            new TopologyTestDriverOptions { ProcessingExceptionHandler = ExceptionHandlers.Continue });

        Pipe(driver, (1, "bad"), (2, "good"));

        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus())
            .Should().Equal(CommandStatus.Failed, CommandStatus.Completed);
    }

    [Test]
    public void Null_response_is_completed_without_a_value()
    {
        using var driver = Start(Subscriber.ForEach(_ => null).Build());

        driver.CommandInput().Pipe(1, "a");

        var response = driver.ResponseOutput().ReadRecord();
        response.Value.Should().BeNull();
        response.Headers.GetCommandStatus().Should().Be(CommandStatus.Completed);
    }

    [TestCase("dispatch_receipts")]
    [TestCase("dispatch_receipts.issuer-1")]
    public void Allowed_reply_topic_gets_the_response(string topic)
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", Headers.Empty.Add(CommandHeaders.ReplyTopic, topic));

        driver.ResponseOutput(topic).ReadValue().Should().Be("dispatched to a");
    }

    [TestCase("payments")]
    [TestCase("dispatch_receiptsX")]
    [TestCase("not a topic")]
    [TestCase("")]
    public void Command_with_another_reply_topic_is_rejected_in_the_response_stream_and_not_handled(string topic)
    {
        using var driver = Start(Subscriber.ForEach(string? (_) => throw new AssertionException("The command was handled.")).Build());

        driver.CommandInput().Pipe(1, "a", Warehouse.Correlated("c-1").Add(CommandHeaders.ReplyTopic, topic));

        var response = driver.ResponseOutput().ReadRecord();
        response.Headers.GetCommandStatus().Should().Be(CommandStatus.Rejected);
        response.Headers.GetCommandError().Should().Be(CommandErrors.ReplyTopicNotAllowed);
        response.Headers.GetCorrelationId().Should().Be(CorrelationId.FromText("c-1"));
        driver.ProducedTopicNames.Should().Equal("dispatch_receipts");
    }

    [Test]
    public void Allowed_reply_topics_can_be_set()
    {
        using var driver = Start(Build(Subscriber.AllowReplyTo("orders.*", "audit")));
        var commands = driver.CommandInput();

        foreach (var topic in (string[])["orders.one", "audit", "dispatch_receipts.x", "dispatch_receipts"])
        {
            commands.Pipe(1, topic, Headers.Empty.Add(CommandHeaders.ReplyTopic, topic));
        }

        driver.ResponseOutput("orders.one").QueueSize.Should().Be(1);
        driver.ResponseOutput("audit").QueueSize.Should().Be(1);
        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus())
            .Should().Equal(CommandStatus.Rejected, CommandStatus.Completed);
    }

    [Test]
    public void Reply_partition_that_does_not_exist_is_passed_over()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", Headers.Empty.Add(CommandHeaders.ReplyPartition, "99"));

        driver.ResponseOutput().ReadValue().Should().Be("dispatched to a");
    }

    [Test]
    public void NestJS_is_told_that_no_other_response_follows_and_of_errors_in_its_own_words()
    {
        using var driver = Start(Build(Subscriber, exception: new CommandRejectedException("invalid", "The address is empty.")));
        var nest = Warehouse.Correlated("c-1").Add(CommandHeaders.ReplyPartition, "0");

        driver.CommandInput().Pipe(1, "a", nest);
        driver.CommandInput().Pipe(1, "bad", nest);
        driver.CommandInput().Pipe(1, "a", Warehouse.Correlated("c-1").Add(CommandHeaders.ReplyPartition, [0, 0, 0, 0]));

        var responses = driver.ResponseOutput().ReadRecordsToList();
        responses[0].Headers.Select(header => header.Name).Should().Equal("kafka_correlationId", "command-status", "kafka_nest-is-disposed");
        responses[1].Headers.LastText("kafka_nest-err").Should().Be("The address is empty.");
        responses[1].Headers.Contains("kafka_nest-is-disposed").Should().BeTrue();
        responses[2].Headers.Select(header => header.Name).Should().Equal("kafka_correlationId", "command-status");
    }

    [Test]
    public void Responses_in_the_command_topic_are_refused()
    {
        var same = ResponseStream.Define(Warehouse.Commands.Topic, Serdes.Int64, Serdes.String, partitions: 2);

        new CommandTopology<long, string>(Warehouse.Commands).Invoking(topology => topology.Respond(same))
            .Should().Throw<ArgumentException>().WithMessage("*'dispatch_products'*");
    }

    [Test]
    public void Description_shows_the_steps()
    {
        var description = Build(Subscriber).Describe().ToString();

        foreach (var step in (string[])["read", "receive", "handle", "response", "respond"])
        {
            description.Should().Contain($"dispatch_products-{step}");
        }
    }

    private static IEnumerable<string> Text(Headers headers) => headers.Select(header => $"{header.Name}: {Encoding.UTF8.GetString(header.Value!)}");

    private static string Dispatch(Command<long, string> command, Exception? exception) =>
        command.Value == "bad" && exception is not null ? throw exception : $"dispatched to {command.Value}";

    private static void Pipe(TopologyTestDriver driver, params (long Key, string Value)[] commands)
    {
        driver.CommandInput().PipeKeyValues(commands);
        driver.CompleteHandlers(Soon);
    }

    private static Topology Build(CommandTopology<long, string, string?> subscriber, bool asynchronous = false, Exception? exception = null) =>
        asynchronous
            ? subscriber.ForEach(async (command, _) =>
            {
                await Task.Yield();
                return Dispatch(command, exception);
            }).Build()
            : subscriber.ForEach(command => Dispatch(command, exception)).Build();

    private TopologyTestDriver Start(Topology topology) => new(topology, new TopologyTestDriverOptions { TimeProvider = _clock });
}
