using System.Collections.Concurrent;

namespace Commands.Streams.Kafka.Tests.Scenarios;

/// <summary>Commands that wait in retry topics, over Kafka's protocol and in real time.</summary>
public sealed class RetryTopicsTests
{
    private const int Keys = 4;
    private const int PerKey = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(4);

    private static readonly CommandStream<long, int> Dispatch = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.Int32, partitions: 2);

    private static readonly ResponseStream<long, int> Receipts = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Int32, partitions: 2);

    private readonly ConcurrentQueue<(long Key, int Number)> _handled = new();

    [Test]
    public async Task Strict_order_holds_when_the_service_is_started_again_while_commands_wait()
    {
        using var cluster = EmbeddedCluster.Start();
        using var kafka = cluster.CreateClient();
        using (var admin = kafka.CreateAdmin())
        {
            await admin.CreateTopicsAsync([Dispatch.Specification, Receipts.Specification], CancellationToken.None);
        }

        await using var client = kafka.CreateCommandClient(Dispatch);
        await using (var first = Warehouse(kafka))
        {
            await first.StartAsync();
            for (var number = 1; number <= PerKey; number++)
            {
                await SendAll(client, number);
            }

            // The last key's commands are handled behind all others, so by then the first key's are in the retry topic.
            await Until(() => _handled.Count(handled => handled.Key > 1) == (Keys - 1) * PerKey);
            await first.StopAsync().WaitAsync(Deadline);
        }

        await SendAll(client, PerKey + 1);
        await using var second = Warehouse(kafka);
        await second.StartAsync();
        await Until(() => _handled.Count == Keys * (PerKey + 1));

        for (var key = 1L; key <= Keys; key++)
        {
            _handled.Where(handled => handled.Key == key).Select(handled => handled.Number).Should().Equal(Enumerable.Range(1, PerKey + 1));
        }

        await second.StopAsync().WaitAsync(Deadline);
    }

    private static async Task SendAll(CommandClient<long, int> client, int number)
    {
        for (var key = 1L; key <= Keys; key++)
        {
            await client.SendAsync(key, number);
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(Deadline);
            await Task.Delay(20);
        }
    }

    private StreamsApplication Warehouse(KafkaClient kafka) => new(
        new CommandTopology<long, int>(Dispatch).Respond(Receipts).Concurrency(4).RetryLater(RetryOrder.Strict, Delay).ForEach(async (command, stopping) =>
        {
            await Task.Delay(1, stopping);
            if (command.Key == 1 && command.Value == 1 && command.Attempt == 1)
            {
                throw new InvalidOperationException("No forklift.");
            }

            _handled.Enqueue((command.Key, command.Value));
            return command.Value;
        }).Build(),
        new StreamsOptions { ApplicationId = "warehouse" },
        kafka);
}
