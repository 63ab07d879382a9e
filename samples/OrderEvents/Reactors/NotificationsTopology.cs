using Commands.Streams;

namespace OrderEvents.Reactors;

/// <summary>Notifications tell the customer.</summary>
public static class NotificationsTopology
{
    public const string ApplicationId = "notifications";

    public static Topology Build(Action<string> react)
    {
        var builder = new StreamsBuilder();
        builder.Orders().ForEach((orderId, order) => react($"notifications write to {order.Customer} about order {orderId}"));
        return builder.Build();
    }
}
