using System.Collections.Concurrent;
using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Kafka.Tests.Support;
using Confluent.Kafka;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>Issuer and subscriber as two applications, over Kafka's protocol.</summary>
public sealed class CommandsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly CommandStream<long, string> Dispatch = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    private EmbeddedCluster _cluster = null!;
    private KafkaClient _kafka = null!;

    [SetUp]
    public async Task Start()
    {
        _cluster = EmbeddedCluster.Start();
        _kafka = _cluster.CreateClient();
        using var admin = _kafka.CreateAdmin();
        await admin.CreateTopicsAsync([Dispatch.Specification, Receipts.Specification], CancellationToken.None);
    }

    [TearDown]
    public void Stop()
    {
        _kafka.Dispose();
        _cluster.Dispose();
    }

    [Test]
    public async Task Commands_are_handled_answered_and_followed_to_their_end()
    {
        var subscriber = new CommandTopology<long, string>(Dispatch)
            .Respond(Receipts)
            .Concurrency(10)
            .ForEach(async (command, stopping) =>
            {
                await Task.Delay(1, stopping);
                return command.Value.Length > 0 ? $"to {command.Value}" : throw new CommandRejectedException(CommandErrors.Invalid, "The address is empty.");
            });
        var outcomes = new ConcurrentDictionary<string, CommandOutcome<string>>();
        var all = new TaskCompletionSource();
        var builder = new StreamsBuilder();
        CommandOutcomes.Join(builder, Dispatch, Receipts, TimeSpan.FromMinutes(5)).ForEach((id, outcome) =>
        {
            outcomes[id.Text] = outcome;
            if (outcomes.Count == 20)
            {
                all.TrySetResult();
            }
        });
        await using var warehouse = await Run("warehouse", subscriber.Build());
        await using var shop = await Run("shop", builder.Build());
        await using var client = _kafka.CreateCommandClient(Dispatch);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(order => client
            .SendAsync(order, order == 7 ? "" : $"{order} Streetford Road", new CommandOptions { CommandId = CommandId.FromText($"order-{order}") })
            .AsTask()));
        await all.Task.WaitAsync(Deadline);

        receipts.Select(receipt => receipt.Partition).Distinct().Should().BeEquivalentTo([0, 1]);
        outcomes["order-7"].Should().Be(new CommandOutcome<string>.Rejected("invalid", "The address is empty."));
        outcomes["order-8"].Should().Be(new CommandOutcome<string>.Completed("to 8 Streetford Road"));
        await warehouse.StopAsync(CancellationToken.None).WaitAsync(Deadline);
    }

    [Test]
    public async Task Response_goes_to_the_topic_and_partition_that_the_command_names()
    {
        _cluster.CreateTopic("dispatch_receipts.mine", 4);
        await using var warehouse = await Run(
            "warehouse", new CommandTopology<long, string>(Dispatch).Respond(Receipts).ForEach(command => $"to {command.Value}").Build());
        await using var client = _kafka.CreateCommandClient(Dispatch);

        await client.SendAsync(1, "a", new CommandOptions { ReplyTopic = "dispatch_receipts.mine", ReplyPartition = 3 });

        var response = Read("dispatch_receipts.mine", partitions: 4, partition: 3);
        Encoding.UTF8.GetString(response.Value!).Should().Be("to a");
    }

    [Test]
    public async Task Issuer_hears_of_the_failure_that_stops_the_subscriber()
    {
        await using var warehouse = await Run(
            "warehouse",
            new CommandTopology<long, string>(Dispatch).Respond(Receipts)
                .ForEach(string (_) =>
                {
                    // The first tries to write the response fail, so that it is still to be written when the worker gives up.
                    _cluster.FailNext(EmbeddedRequest.Produce, ErrorCode.RequestTimedOut, ErrorCode.RequestTimedOut, ErrorCode.RequestTimedOut);
                    throw new InvalidOperationException("No forklift.");
                }).Build());
        await using var client = _kafka.CreateCommandClient(Dispatch);

        var receipt = await client.SendAsync(1, "a");

        await FluentActions.Awaiting(() => warehouse.Completion.WaitAsync(Deadline)).Should().ThrowAsync<ProcessingException>().WithMessage("*No forklift.*");
        var response = Read(Receipts.Topic, partitions: 2, receipt.Partition);
        response.Value.Should().BeNull();
        response.Headers.GetCommandStatus().Should().Be(CommandStatus.Failed);
        response.Headers.GetCorrelationId().Should().Be(receipt.CorrelationId);
    }

    private async Task<StreamsApplication> Run(string applicationId, Topology topology)
    {
        var application = new StreamsApplication(topology, new StreamsOptions { ApplicationId = applicationId }, _kafka);
        await application.StartAsync();
        return application;
    }

    private TakenRecord Read(string topic, int partitions, int partition)
    {
        using var reader = new TestConsumer(_cluster.BootstrapServers, "reader");
        reader.Subscribe(topic);
        reader.PollUntil(() => reader.Assigned.Count == partitions, "assignment");
        return reader.TakeRecords(new TopicPartition(topic, partition), 1).Single();
    }
}
