using Commands.Streams;
using Commands.Streams.Clients;

namespace DispatchProducts;

/// <summary>The contract that both processes share: the topics, and what is in them.</summary>
public static class WarehouseStreams
{
    public static readonly CommandStream<long, DispatchProduct> DispatchProducts =
        CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.Json<DispatchProduct>(), partitions: 2);

    public static readonly ResponseStream<long, DispatchReceipt> DispatchReceipts =
        ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Json<DispatchReceipt>(), partitions: 2);

    /// <summary>Where orders go that could not be dispatched, with what went wrong in their headers.</summary>
    public const string DeadLetters = "dispatch_products-dlt";

    /// <summary>Makes the topics that do not exist yet.</summary>
    public static async Task CreateTopicsAsync(IStreamsClient client, CancellationToken cancellationToken)
    {
        using var admin = client.CreateAdmin();
        await admin.CreateTopicsAsync(
            [DispatchProducts.Specification, DispatchReceipts.Specification, DispatchProducts.Specification with { Name = DeadLetters }], cancellationToken);
    }
}
