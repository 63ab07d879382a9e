using Commands.Streams.Kafka;

namespace SalesViews;

/// <summary>Orders to try the views with.</summary>
public static class OrderBook
{
    private const int BatchSize = 2000;
    private const int LargestQuantity = 5;

    /// <summary>Writes products and orders, and prints the exact total of each product.</summary>
    /// <param name="bootstrapServers">The brokers.</param>
    /// <param name="first">The number of the first order.</param>
    /// <param name="count">How many orders.</param>
    /// <param name="products">How many products.</param>
    /// <param name="seed">Chooses products and quantities.</param>
    /// <param name="output">Gets a line for each product.</param>
    /// <param name="cancellationToken">A token to cancel it.</param>
    public static async Task WriteAsync(
        string bootstrapServers, long first, int count, int products, int seed, TextWriter output, CancellationToken cancellationToken)
    {
        using var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = bootstrapServers });
        await SalesTopics.CreateAsync(kafka, cancellationToken);
        await using var writer = new OrderWriter(kafka);
        await Task.WhenAll(Enumerable.Range(1, products).Select(number => writer.WriteAsync($"P-{number}", new Product($"Product {number}"), Now())));

        var random = new Random(seed);
        var totals = new long[products];
        foreach (var batch in Enumerable.Range(0, count).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var written = new List<Task>(batch.Length);
            foreach (var index in batch)
            {
                var product = random.Next(products);
                var quantity = random.Next(1, LargestQuantity + 1);
                totals[product] += quantity;
                written.Add(writer.WriteAsync(first + index, new Order($"P-{product + 1}", quantity), Now()));
            }

            await Task.WhenAll(written);
        }

        for (var product = 0; product < products; product++)
        {
            output.WriteLine($"P-{product + 1} {totals[product]}");
        }
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();
}
