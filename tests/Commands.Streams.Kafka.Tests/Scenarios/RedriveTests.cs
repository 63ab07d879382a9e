using Commands.Streams.Redriving;

namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>On a cluster without transactions: at least once.</summary>
public sealed class RedriveTests
{
    private const string Dlt = "dispatch_products-dlt";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly CommandStream<long, string> Dispatch = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);

    private static readonly ResponseStream<long, string> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    [Test]
    public async Task Commands_that_failed_are_redriven_and_handled_once_the_cause_is_mended()
    {
        using var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic(Dispatch.Topic, 2);
        cluster.CreateTopic(Receipts.Topic, 2);
        cluster.CreateTopic(Dlt, 2);
        using var kafka = cluster.CreateClient();
        var isMended = false;
        var handled = new List<(long, string)>();
        var all = new TaskCompletionSource();
        var topology = new CommandTopology<long, string>(Dispatch).Respond(Receipts).DeadLetterTo(Dlt)
            .ForEach(command =>
            {
                lock (handled)
                {
                    if (!isMended)
                    {
                        throw new InvalidOperationException("The lorry is broken.");
                    }

                    handled.Add((command.Key, command.Value));
                    if (handled.Count == 20)
                    {
                        all.TrySetResult();
                    }
                }

                return "done";
            }).Build();
        await using var warehouse = new StreamsApplication(topology, new StreamsOptions { ApplicationId = "warehouse" }, kafka);
        await warehouse.StartAsync();
        await using var client = kafka.CreateCommandClient(Dispatch);
        for (var i = 0; i < 20; i++)
        {
            (await client.RequestAsync(i % 4, $"{i}", Receipts, Deadline)).Should().BeOfType<CommandOutcome<string>.Failed>();
        }

        lock (handled)
        {
            isMended = true;
        }

        var letters = new DeadLetterTopic(kafka, Dlt);
        (await letters.RedriveAsync(new RedriveOptions { WithoutDeadline = true, BatchSize = 3, Limit = 8 })).Redriven.Should().Be(8);
        (await letters.RedriveAsync(new RedriveOptions { WithoutDeadline = true, BatchSize = 3 })).Should().Be(new RedriveSummary(12, 8, 0, 0));
        await all.Task.WaitAsync(Deadline);

        for (var key = 0L; key < 4; key++)
        {
            handled.Where(command => command.Item1 == key).Select(command => command.Item2).Should()
                .Equal(Enumerable.Range(0, 20).Where(i => i % 4 == key).Select(i => $"{i}"));
        }

        await warehouse.StopAsync().WaitAsync(Deadline);
    }
}
