using Commands.Streams;

namespace OrderEvents.Reactors;

/// <summary>The warehouse sends what was bought.</summary>
public static class WarehouseTopology
{
    public const string ApplicationId = "warehouse";

    public static Topology Build(Action<string> react)
    {
        var builder = new StreamsBuilder();
        builder.Orders().ForEach((orderId, order) => react($"warehouse sends {order.Product} of order {orderId} to {order.Address}"));
        return builder.Build();
    }
}
