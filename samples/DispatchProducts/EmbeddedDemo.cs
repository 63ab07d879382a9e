using Commands.Streams;
using Commands.Streams.Kafka;
using DispatchProducts.CommandLine;
using DispatchProducts.Orders;
using DispatchProducts.Warehousing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DispatchProducts;

/// <summary>Both processes in one, on a cluster in the same process: three orders are written, dispatched and answered.</summary>
internal static class EmbeddedDemo
{
    private static readonly (long OrderId, string Address)[] Orders =
    [
        (12004, "1 Streetford Road"),
        (12005, "2 Roadford Avenue"),
        (12006, "3 Avenue Fordstreet"),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var cluster = EmbeddedCluster.Start();
        using (var kafka = cluster.CreateClient())
        {
            await WarehouseStreams.CreateTopicsAsync(kafka, cancellationToken);
            await using var warehouse = kafka.CreateCommandClient(WarehouseStreams.DispatchProducts);
            foreach (var (orderId, address) in Orders)
            {
                await OrderProcess.WriteAsync(warehouse, orderId, address, output, cancellationToken);
            }
        }

        await RunWarehouseAsync(cluster, output, cancellationToken);
    }

    private static async Task RunWarehouseAsync(EmbeddedCluster cluster, TextWriter output, CancellationToken cancellationToken)
    {
        var answers = 0;
        var builder = SampleHost.CreateBuilder();
        builder.Services.AddStreams("warehouse")
            .UseKafka(kafka => kafka.EmbeddedCluster = cluster)
            .AddTopology(WarehouseTopology.Build(new Warehouse(output, TimeSpan.Zero)));
        builder.Services.AddStreams("order-desk")
            .UseKafka(kafka => kafka.EmbeddedCluster = cluster)
            .AddTopology(services => ReceiptsTopology.Build(receipt =>
            {
                output.WriteLine($"answered {receipt.OrderId} {receipt.TrackingNumber}");
                if (Interlocked.Increment(ref answers) == Orders.Length)
                {
                    services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
                }
            }));

        using var host = builder.Build();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        await host.RunAsync(deadline.Token);
        if (answers < Orders.Length)
        {
            throw new TimeoutException($"{answers} of {Orders.Length} orders were answered within {Patience.TotalSeconds} s.");
        }
    }
}
