using System.Globalization;
using Commands.Streams;

namespace OrderEvents.Reactors;

/// <summary>Sales count what was paid for.</summary>
public static class SalesTopology
{
    public const string ApplicationId = "sales";

    public static Topology Build(Action<string> react)
    {
        var builder = new StreamsBuilder();
        builder.Orders()
            .Filter((_, order) => order.Cents > 0)
            .ForEach((orderId, order) => react(string.Create(CultureInfo.InvariantCulture, $"sales book {order.Cents / 100m:0.00} for order {orderId}")));
        return builder.Build();
    }
}
