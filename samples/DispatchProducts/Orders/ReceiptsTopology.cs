using Commands.Streams;

namespace DispatchProducts.Orders;

/// <summary>What the first process may run to hear of the answers.</summary>
public static class ReceiptsTopology
{
    public static Topology Build(Action<DispatchReceipt> answered)
    {
        var receipts = WarehouseStreams.DispatchReceipts;
        var builder = new StreamsBuilder();
        builder.Stream(receipts.Topic, Consumed.With(receipts.KeySerde, receipts.ValueSerde)).ForEach((_, receipt) => answered(receipt));
        return builder.Build();
    }
}
