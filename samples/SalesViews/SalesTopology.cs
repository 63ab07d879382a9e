using Commands.Streams;
using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace SalesViews;

/// <summary>Answers "what are our sales figures?": three views of the same orders, kept up to date while orders come in.</summary>
public static class SalesTopology
{
    /// <summary>The store of the number of pieces sold by product.</summary>
    public const string SalesStore = "sales";

    /// <summary>The store of the number of orders by product and minute.</summary>
    public const string MinutesStore = "sales-by-minute";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Builds the topology.</summary>
    /// <param name="storeType">Where the stores keep their content.</param>
    public static Topology Build(StoreType storeType = StoreType.InMemory)
    {
        var builder = new StreamsBuilder { DefaultStoreType = storeType };
        var orders = builder.Stream(SalesTopics.Orders, Consumed.With(Serdes.Int64, SalesTopics.OrderSerde));
        var bought = orders
            .MapValues(order => new Order(order.Product, order.Quantity))
            .SelectKey((_, order) => order.Product)
            .GroupByKey(Grouped.With(Serdes.String, SalesTopics.OrderSerde).WithName("orders-by-product"));
        AddFigures(bought);
        AddMinutes(bought);
        AddNames(builder, orders);
        return builder.Build();
    }

    private static void AddFigures(KGroupedStream<string, Order> bought) => bought
        .Aggregate(
            () => (long?)0,
            (_, order, sum) => sum + order.Quantity,
            Materialized.As<string, long?>(SalesStore).WithKeySerde(Serdes.String).WithValueSerde(Serdes.Int64.OrNullable()))
        .ToStream()
        .To(SalesTopics.Figures, Produced.With(Serdes.String, Serdes.Int64.OrNullable()));

    private static void AddMinutes(KGroupedStream<string, Order> bought) => bought
        .WindowedBy(TimeWindows.OfSizeAndGrace(Minute, Grace))
        .Count(Materialized.As<string, long?>(MinutesStore).WithKeySerde(Serdes.String))
        .Suppress(Suppressed.UntilWindowCloses(BufferConfig.Unbounded()).WithName("minute-closed"))
        .ToStream((window, _) => $"{window.Key}@{window.Window.Start}")
        .To(SalesTopics.ByMinute, Produced.With(Serdes.String, Serdes.Int64.OrNullable()));

    private static void AddNames(StreamsBuilder builder, KStream<long, Order> orders)
    {
        var products = builder.Table(
            SalesTopics.Products, Consumed.With(Serdes.String, SalesTopics.ProductSerde), Materialized.As<string, Product>("products"));
        var named = orders
            .SelectKey((_, order) => order.Product)
            .Repartition(Repartitioned.With(Serdes.String, SalesTopics.OrderSerde).WithName("orders-for-names"));
        named
            .Join(
                products,
                (order, product) => $"{product.Name} x {order.Quantity}",
                Joined.With<string, Order, Product>(Serdes.String, SalesTopics.OrderSerde).WithName("named"))
            .To(SalesTopics.Named, Produced.With(Serdes.String, Serdes.String));
    }
}
