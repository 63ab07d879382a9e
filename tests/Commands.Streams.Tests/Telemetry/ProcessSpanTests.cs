using System.Diagnostics;
using System.Diagnostics.Metrics;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Telemetry;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProcessSpanTests
{
    private const string Topic = "processed_commands";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string Creation = $"00-{TraceId}-b7ad6b7169203331-01";

    private static readonly CommandStream<long, string> Commands = CommandStream.Define(Topic, Serdes.Int64, Serdes.String, partitions: 1);
    private static readonly ResponseStream<long, string> Responses = ResponseStream.Define("processed_responses", Serdes.Int64, Serdes.String, partitions: 1);
    private static readonly Headers Traced = Headers.Empty.Add("traceparent", Creation).Add("tracestate", "vendor=1").Add("baggage", "tenant=7");

    private readonly ManualTimeProvider _clock = new();

    private static CommandTopology<long, string, string> Subscriber => new CommandTopology<long, string>(Commands).Respond(Responses);

    [Test]
    public void A_handler_runs_in_a_span_that_is_child_of_and_linked_to_the_commands_own([Values] bool asynchronous)
    {
        using var log = new SpanLog(Topic);
        Activity? seen = null;
        using var driver = Start(asynchronous
            ? Subscriber.ForEach(async (_, _) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), _clock);
                seen = Activity.Current;
                return "done";
            })
            : Subscriber.ForEach(_ =>
            {
                seen = Activity.Current;
                return "done";
            }));

        driver.CreateCommandInput(Commands).Pipe(12005, "a", correlationId: "c-1", commandId: "k-1", headers: Traced);
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(5));

        Activity.Current.Should().BeNull();
        var span = log.Spans.Should().ContainSingle().Subject;
        seen.Should().BeSameAs(span);
        (span.DisplayName, span.Kind, span.ParentId, span.TraceStateString).Should().Be(($"process {Topic}", ActivityKind.Consumer, Creation, "vendor=1"));
        span.Links.Should().ContainSingle().Which.Context.TraceId.ToHexString().Should().Be(TraceId);
        span.GetBaggageItem("tenant").Should().Be("7");
        span.TagObjects.Should().Contain(new Dictionary<string, object?>
        {
            ["messaging.system.name"] = "kafka",
            ["messaging.operation.name"] = "process",
            ["messaging.destination.name"] = Topic,
            ["messaging.destination.partition.id"] = "0",
            ["kafka.offset"] = 0L,
            ["kafka.message.key"] = "12005",
            ["messaging.consumer.group.name"] = "warehouse",
            ["messaging.message.conversation_id"] = "c-1",
            ["commands.streams.command.id"] = "k-1",
            ["commands.streams.command.status"] = "completed",
        });
        var response = driver.CreateResponseOutput(Responses).Read();
        response.Headers.LastText("traceparent").Should().Be(span.Id);
        response.Headers.LastText("tracestate").Should().Be("vendor=1");
        response.Headers.LastText("baggage").Should().Be("tenant=7");
    }

    [Test]
    public void Handlers_side_by_side_each_see_their_own_span()
    {
        using var log = new SpanLog(Topic);
        var seen = new Dictionary<long, string?>();
        using var driver = Start(Subscriber.Concurrency(8).ForEach(async (command, _) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10 - command.Key), _clock);
            await Task.Delay(TimeSpan.FromMilliseconds(10), _clock);
            seen.Add(command.Key, Activity.Current?.GetTagItem("kafka.message.key") as string);
            return "done";
        }));
        var input = driver.CreateCommandInput(Commands);

        for (var key = 1; key <= 5; key++)
        {
            input.Pipe(key, "a");
        }

        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(30));

        seen.Should().Equal(new Dictionary<long, string?> { [5] = "5", [4] = "4", [3] = "3", [2] = "2", [1] = "1" });
        log.Spans.Should().HaveCount(5).And.OnlyContain(span => span.ParentId == null);
    }

    [Test]
    public void A_command_that_fails_marks_its_span_and_its_retries_are_counted()
    {
        using var log = new SpanLog(Topic);
        using var retries = new Measurements("commands.streams.subscriber.retries", Topic);
        using var driver = Start(Subscriber.Retry(3, Backoff.Exponential(TimeSpan.FromMilliseconds(10))).OnFailure(CommandFailure.Skip)
            .ForEach(string (_) => throw new InvalidOperationException("No forklift.")));

        driver.CreateCommandInput(Commands).Pipe(1, "a", correlationId: "c-1");
        driver.AdvanceWallClock(TimeSpan.FromSeconds(1));

        var span = log.Spans.Should().ContainSingle("tries share a span").Subject;
        span.Status.Should().Be(ActivityStatusCode.Error);
        span.GetTagItem("error.type").Should().Be(CommandErrors.HandlerFailed);
        span.GetTagItem("commands.streams.command.status").Should().Be("failed");
        retries.All.Should().HaveCount(2);
    }

    [TestCase("traceparent", "nonsense")]
    [TestCase("traceparent", "00-00000000000000000000000000000000-0000000000000000-01")]
    [TestCase("tracestate", "\u0001\u0002")]
    [TestCase("baggage", "=;,,==%%%")]
    public void Headers_that_make_no_sense_begin_a_trace_of_its_own(string name, string value)
    {
        using var log = new SpanLog(Topic);
        using var driver = Start(Subscriber.ForEach(_ => "done"));

        driver.CreateCommandInput(Commands).Pipe(1, "a", correlationId: "c-1", headers: Headers.Empty.Add(name, value));

        log.Spans.Should().ContainSingle().Which.ParentId.Should().BeNull();
        driver.CreateResponseOutput(Responses).Read().Value.Should().Be("done");
    }

    [Test]
    public void Processing_is_measured_by_the_applications_clock_in_the_conventions_buckets()
    {
        using var durations = new Measurements("messaging.process.duration", Topic);
        using var consumed = new Measurements("messaging.client.consumed.messages", Topic);
        using var driver = Start(Subscriber.ForEach(async (_, _) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), _clock);
            return "done";
        }));

        driver.CreateCommandInput(Commands).Pipe(1, "a");
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(250));

        var (seconds, tags) = durations.All.Should().ContainSingle().Subject;
        seconds.Should().BeApproximately(0.25, 1e-9);
        tags["messaging.consumer.group.name"].Should().Be("warehouse");
        consumed.All.Should().ContainSingle().Which.Value.Should().Be(1);
        durations.Instrument.Should().BeOfType<Histogram<double>>().Which.Advice!.HistogramBucketBoundaries.Should()
            .Equal(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10);
    }

    [Test]
    public void A_response_with_every_header_there_can_be_is_written()
    {
        using var driver = Start(Subscriber.Retry(2, Backoff.Exponential(TimeSpan.FromMilliseconds(10))).OnFailure(CommandFailure.Skip)
            .ForEach(string (_) => throw new InvalidOperationException("No forklift.")));

        driver.CreateCommandInput(Commands).Pipe(1, "a", correlationId: "c-1", commandId: "k-1", headers: Traced
            .Add("REPLY_CORRELATION_ID", "c-1").Add("command-type", "t").Add("kafka_nest-is-disposed", "0"));
        driver.AdvanceWallClock(TimeSpan.FromSeconds(1));

        driver.CreateResponseOutput(Responses).Read().Headers.Select(header => header.Name).Should().HaveCount(14).And.OnlyHaveUniqueItems();
    }

    private TopologyTestDriver Start(CommandSubscriber subscriber) =>
        new(subscriber.Build(), new TopologyTestDriverOptions { ApplicationId = "warehouse", TimeProvider = _clock });
}
