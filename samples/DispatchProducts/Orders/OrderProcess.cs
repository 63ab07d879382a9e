using Commands.Streams;
using Commands.Streams.Kafka;
using DispatchProducts.CommandLine;

namespace DispatchProducts.Orders;

/// <summary>The first process: writes commands, and ends when the broker has acknowledged them.</summary>
internal static class OrderProcess
{
    private const int BatchSize = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly CommandClientOptions ClientOptions = new() { SendTimeout = Patience };

    public static async Task<int> RunAsync(OrderOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        using var log = SampleHost.CreateLog();
        using var format = WarehouseFormat.Create(options.SchemaRegistry, Patience, log);
        using var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = options.BootstrapServers });
        await WarehouseStreams.CreateTopicsAsync(kafka, cancellationToken);
        await using var warehouse = kafka.CreateCommandClient(format.Commands, ClientOptions);

        if (options.Await is { } timeout)
        {
            var request = warehouse.RequestAsync(options.OrderId, new DispatchProduct(options.Address), format.Receipts, timeout, cancellationToken);
            return OrderOutcome.Print(options.OrderId, await request, output);
        }

        if (options.Count is { } count)
        {
            await WriteAsync(warehouse, options, count, cancellationToken);
            output.WriteLine($"written {options.OrderId}..{options.OrderId + count - 1} {format.Commands.Topic}: {count} commands");
        }
        else
        {
            await WriteAsync(warehouse, options.OrderId, options.Address, output, cancellationToken);
        }

        return 0;
    }

    /// <summary>Writes one command and prints where it landed.</summary>
    public static async Task WriteAsync(
        CommandClient<long, DispatchProduct> warehouse, long orderId, string address, TextWriter output, CancellationToken cancellationToken)
    {
        var receipt = await warehouse.SendAsync(orderId, new DispatchProduct(address), cancellationToken);
        output.WriteLine($"written {orderId} {receipt.Topic}-{receipt.Partition}@{receipt.Offset}");
    }

    private static async Task WriteAsync(
        CommandClient<long, DispatchProduct> warehouse, OrderOptions options, int count, CancellationToken cancellationToken)
    {
        var command = new DispatchProduct(options.Address);
        foreach (var batch in Enumerable.Range(0, count).Chunk(BatchSize))
        {
            // All of a batch are on their way before the first acknowledgement is awaited.
            await Task.WhenAll(batch.Select(index => warehouse.SendAsync(options.OrderId + index, command, cancellationToken).AsTask()));
        }
    }
}
