using Commands.Streams;
using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace SalesViews;

/// <summary>The topics that the views read and write, and what is in them.</summary>
public static class SalesTopics
{
    /// <summary>Orders by their numbers.</summary>
    public const string Orders = "orders";

    /// <summary>Products by their ids.</summary>
    public const string Products = "products";

    /// <summary>The number of pieces sold by product.</summary>
    public const string Figures = "sales-figures";

    /// <summary>The number of orders by product and minute, once the minute is over.</summary>
    public const string ByMinute = "sales-by-minute";

    /// <summary>The orders in words, by product.</summary>
    public const string Named = "named-orders";

    private const int Partitions = 4;

    public static readonly ISerde<Order> OrderSerde = Serdes.Json<Order>();

    public static readonly ISerde<Product> ProductSerde = Serdes.Json<Product>();

    /// <summary>Creates the topics that do not exist yet.</summary>
    public static async Task CreateAsync(IStreamsClient client, CancellationToken cancellationToken)
    {
        using var admin = client.CreateAdmin();
        await admin.CreateTopicsAsync(
            [.. new[] { Orders, Products, Figures, ByMinute, Named }.Select(name => new TopicSpecification(name, Partitions))], cancellationToken);
    }
}
