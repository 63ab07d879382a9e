using Commands.Streams.Kafka;
using Microsoft.Extensions.DependencyInjection;
using SalesViews.CommandLine;

namespace SalesViews;

/// <summary>The views of a few orders on a cluster in the same process. It ends when all views show them.</summary>
public static class Demo
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly (string Id, string Name)[] Products = [("P-1", "Lamp"), ("P-2", "Kettle"), ("P-3", "Chair")];

    /// <summary>
    /// In which minute after noon orders come in, and what is bought. The last ones come when the minutes before are over, and the ten seconds in which late
    /// orders are still counted.
    /// </summary>
    private static readonly (int Minute, Order[] Orders)[] Waves =
    [
        (0, [new("P-1", 2), new("P-2", 1), new("P-1", 1), new("P-3", 4)]),
        (1, [new("P-2", 3), new("P-1", 1), new("P-3", 1)]),
        (4, [new("P-1", 5), new("P-2", 2), new("P-3", 6)]),
    ];

    /// <summary>Runs it.</summary>
    /// <param name="output">Gets a line for each change of a view.</param>
    /// <param name="cancellationToken">A token to cancel it.</param>
    /// <exception cref="TimeoutException">The views did not show everything in time.</exception>
    public static async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var cluster = EmbeddedCluster.Start();
        using var kafka = cluster.CreateClient();
        await SalesTopics.CreateAsync(kafka, cancellationToken);

        var views = new ViewLog(output);
        var builder = SampleHost.CreateBuilder();
        builder.Services.AddStreams("sales").UseKafka(options => options.EmbeddedCluster = cluster).AddTopology(SalesTopology.Build());
        builder.Services.AddStreams("sales-printer").UseKafka(options => options.EmbeddedCluster = cluster).AddTopology(ViewPrinter.Build(views.Print));
        using var host = builder.Build();
        await using var writer = new OrderWriter(kafka);
        foreach (var (id, name) in Products)
        {
            await writer.WriteAsync(id, new Product(name), Noon.AddHours(-1));
        }

        await host.StartAsync(cancellationToken);
        try
        {
            await WriteAsync(writer, views).WaitAsync(Patience, cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Writes the orders wave by wave, each when the views show the ones before.</summary>
    private static async Task WriteAsync(OrderWriter writer, ViewLog views)
    {
        var number = 0;
        for (var wave = 0; wave < Waves.Length; wave++)
        {
            var (minute, orders) = Waves[wave];
            foreach (var order in orders)
            {
                await writer.WriteAsync(++number, order, Noon.AddMinutes(minute).AddSeconds(number));
            }

            await views.PrintedAsync(LinesAfter(wave + 1));
        }

        await views.PrintedAsync(Minutes());
    }

    /// <summary>The totals of the products after some waves, and their orders in words.</summary>
    private static IEnumerable<string> LinesAfter(int waves)
    {
        var orders = Waves.Take(waves).SelectMany(wave => wave.Orders).ToList();
        var sales = orders.GroupBy(order => order.Product).Select(sold => $"sales {sold.Key} {sold.Sum(order => order.Quantity)}");
        return sales.Concat(orders.Select(order => $"order {Array.Find(Products, product => product.Id == order.Product).Name} x {order.Quantity}"));
    }

    /// <summary>The number of orders of each product in each minute but the last, which is not over.</summary>
    private static IEnumerable<string> Minutes() => Waves[..^1].SelectMany(wave =>
        wave.Orders.GroupBy(order => order.Product).Select(orders => $"minute {orders.Key} {Noon.AddMinutes(wave.Minute):HH:mm} {orders.Count()}"));
}
