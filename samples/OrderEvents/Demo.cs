using Commands.Streams.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderEvents.Reactors;

namespace OrderEvents;

/// <summary>
/// The shop writes three orders; three applications, each a consumer group of its own, react to each of them. In reality each is a process of its own, and
/// one more would change none of the others.
/// </summary>
public static class Demo
{
    private static readonly (long OrderId, Order Order)[] Orders =
    [
        (12004, new Order("a kettle", "1 Streetford Road", "Ada", 2995)),
        (12005, new Order("a lamp", "2 Roadford Avenue", "Brook", 4950)),
        (12006, new Order("a chair", "3 Avenue Fordstreet", "Chris", 12000)),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs it on an embedded cluster, and ends when everybody has reacted to everything.</summary>
    /// <param name="output">Gets a line for each order and each reaction.</param>
    /// <exception cref="TimeoutException">Somebody has not reacted in time.</exception>
    public static async Task RunAsync(TextWriter output)
    {
        using var cluster = EmbeddedCluster.Start();
        using var kafka = cluster.CreateClient();
        await OrderStream.CreateTopicAsync(kafka, CancellationToken.None);
        await using (var shop = new Shop(kafka))
        {
            foreach (var (orderId, order) in Orders)
            {
                await shop.BuyAsync(orderId, order);
                output.WriteLine($"placed {orderId}");
            }
        }

        var missing = 3 * Orders.Length;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = BuildHost(cluster, line =>
        {
            output.WriteLine(line);
            if (Interlocked.Decrement(ref missing) == 0)
            {
                all.SetResult();
            }
        });
        await host.StartAsync();
        await all.Task.WaitAsync(Patience);
        await host.StopAsync();
    }

    private static IHost BuildHost(EmbeddedCluster cluster, Action<string> react)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddStreams(WarehouseTopology.ApplicationId)
            .UseKafka(kafka => kafka.EmbeddedCluster = cluster)
            .AddTopology(WarehouseTopology.Build(react));
        builder.Services.AddStreams(NotificationsTopology.ApplicationId)
            .UseKafka(kafka => kafka.EmbeddedCluster = cluster)
            .AddTopology(NotificationsTopology.Build(react));
        builder.Services.AddStreams(SalesTopology.ApplicationId).UseKafka(kafka => kafka.EmbeddedCluster = cluster).AddTopology(SalesTopology.Build(react));
        return builder.Build();
    }
}
