using System.Diagnostics;

namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>One trace over Kafka's protocol, from the issuer to the handler, and the commit beside it.</summary>
public sealed class TracesTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly CommandStream<long, string> Commands = CommandStream.Define("traced_commands", Serdes.Int64, Serdes.String, partitions: 1);

    private static readonly ResponseStream<long, string> Responses = ResponseStream.Define("traced_responses", Serdes.Int64, Serdes.String, partitions: 1);

    [Test]
    public async Task A_trace_goes_from_the_issuer_to_the_handler_and_the_worker_is_in_no_trace_of_whoever_started_it()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Commands.Streams",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans)
                {
                    spans.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic(Commands.Topic, 1);
        cluster.CreateTopic(Responses.Topic, 1);
        using var kafka = cluster.CreateClient();
        Activity? inHandler = null;
        var topology = new CommandTopology<long, string>(Commands).Respond(Responses).ForEach(async (_, _) =>
        {
            await Task.Yield();
            inHandler = Activity.Current;
            return "done";
        }).Build();
        using var starting = new Activity("starting").Start();
        await using var warehouse = new StreamsApplication(topology, new StreamsOptions { ApplicationId = "traced" }, kafka);
        await warehouse.StartAsync();
        await using var client = kafka.CreateCommandClient(Commands);

        (await client.RequestAsync(1, "a", Responses, Deadline)).Should().Be(new CommandOutcome<string>.Completed("done"));
        await warehouse.StopAsync().WaitAsync(Deadline);

        var send = Span("send traced_commands");
        var process = Span("process traced_commands");
        var commit = Span("commit traced_commands");
        send.ParentId.Should().Be(starting.Id);
        process.ParentId.Should().Be(send.Id);
        process.Should().BeSameAs(inHandler);
        commit.ParentId.Should().BeNull();
        commit.GetTagItem("messaging.consumer.group.name").Should().Be("traced");

        Activity Span(string name)
        {
            lock (spans)
            {
                return spans.First(span => span.DisplayName == name);
            }
        }
    }
}
