using Commands.Streams;

namespace RequestReply;

/// <summary>What shop and warehouse share.</summary>
internal static class WarehouseContract
{
    public static readonly CommandStream<long, DispatchProduct> DispatchProducts =
        CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.Json<DispatchProduct>(), partitions: 2);

    public static readonly ResponseStream<long, DispatchReceipt> DispatchReceipts =
        ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Json<DispatchReceipt>(), partitions: 2);
}

/// <summary>The command.</summary>
internal sealed record DispatchProduct(string Address);

/// <summary>The response to a command that was carried out.</summary>
internal sealed record DispatchReceipt(long OrderId, string TrackingNumber);
