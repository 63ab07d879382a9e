using System.Diagnostics;
using Commands.Streams.Interop;
using Commands.Streams.Redriving;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Telemetry;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SendSpanTests
{
    private static readonly CommandStream<long, string> Commands = CommandStream.Define("span_commands", Serdes.Int64, Serdes.String, partitions: 1);
    private static readonly ResponseStream<long, string> Responses = ResponseStream.Define("span_responses", Serdes.Int64, Serdes.String, partitions: 1);

    private readonly SimulatedCluster _cluster = new();

    [Test]
    public async Task A_command_carries_the_span_it_was_sent_in()
    {
        _cluster.CreateTopic(Commands.Topic, 1);
        using var log = new SpanLog(Commands.Topic);
        using var sent = new Measurements("messaging.client.sent.messages", Commands.Topic);
        using var durations = new Measurements("messaging.client.operation.duration", Commands.Topic);
        await using var client = _cluster.CreateClient().CreateCommandClient(Commands);
        using var parent = new Activity("parent").Start();
        parent.AddBaggage("tenant", "7");

        var receipt = await client.SendAsync(12005, "a");

        Activity.Current.Should().BeSameAs(parent);
        var span = log.Spans.Should().ContainSingle().Subject;
        (span.DisplayName, span.Kind, span.ParentId, span.Status).Should()
            .Be(("send span_commands", ActivityKind.Producer, parent.Id, ActivityStatusCode.Unset));
        span.TagObjects.Should().Contain(new Dictionary<string, object?>
        {
            ["messaging.system.name"] = "kafka",
            ["messaging.operation.name"] = "send",
            ["messaging.operation.type"] = "send",
            ["messaging.destination.name"] = "span_commands",
            ["messaging.destination.partition.id"] = "0",
            ["kafka.offset"] = 0L,
            ["kafka.message.key"] = "12005",
            ["messaging.message.conversation_id"] = receipt.CorrelationId.ToString(),
        });
        var headers = (await ReadAsync()).Headers;
        headers.LastText(CommandHeaders.TraceParent).Should().Be(span.Id);
        headers.LastText(CommandHeaders.Baggage).Should().Contain("tenant").And.Contain("7");
        sent.All.Should().ContainSingle().Which.Value.Should().Be(1);
        durations.All.Should().ContainSingle().Which.Tags["messaging.operation.name"].Should().Be("send");
    }

    [Test]
    public async Task A_request_has_a_span_too_and_leaves_the_callers_at_work()
    {
        _cluster.CreateTopic(Commands.Topic, 1);
        _cluster.CreateTopic(Responses.Topic, 1);
        using var log = new SpanLog(Commands.Topic);
        await using var client = _cluster.CreateClient().CreateCommandClient(Commands);
        using var parent = new Activity("parent").Start();

        var request = client.RequestAsync(1, "a", Responses, TimeSpan.FromMilliseconds(20));
        Activity.Current.Should().BeSameAs(parent);
        await request;

        var span = log.Spans.Should().ContainSingle().Subject;
        span.ParentId.Should().Be(parent.Id);
        (await ReadAsync()).Headers.LastText(CommandHeaders.TraceParent).Should().Be(span.Id);
    }

    [Test]
    public async Task A_command_that_cannot_be_written_ends_its_span_with_the_error()
    {
        using var log = new SpanLog(Commands.Topic);
        using var sent = new Measurements("messaging.client.sent.messages", Commands.Topic);
        await using var client = _cluster.CreateClient().CreateCommandClient(Commands);

        await FluentActions.Awaiting(async () => await client.SendAsync(1, "a")).Should().ThrowAsync<CommandNotSentException>();

        var span = log.Spans.Should().ContainSingle().Subject;
        span.Status.Should().Be(ActivityStatusCode.Error);
        span.GetTagItem("error.type").Should().Be("UNKNOWN_TOPIC_OR_PART");
        sent.All.Should().ContainSingle().Which.Tags["error.type"].Should().Be("UNKNOWN_TOPIC_OR_PART");
    }

    private async Task<DeadLetter> ReadAsync()
    {
        await foreach (var record in new DeadLetterTopic(_cluster.CreateClient(), Commands.Topic).ReadAsync())
        {
            return record;
        }

        throw new InvalidOperationException("Nothing was written.");
    }
}
