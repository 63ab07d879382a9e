namespace Commands.Streams.DocumentationTests.Snippets;

// begin: contract
public sealed record DispatchProduct(string Address);

public sealed record DispatchReceipt(long OrderId, string TrackingNumber);

public static class WarehouseContract
{
    public static readonly CommandStream<long, DispatchProduct> DispatchProducts =
        CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.Json<DispatchProduct>(), partitions: 2);

    public static readonly ResponseStream<long, DispatchReceipt> DispatchReceipts =
        ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Json<DispatchReceipt>(), partitions: 2);
}
// end: contract
