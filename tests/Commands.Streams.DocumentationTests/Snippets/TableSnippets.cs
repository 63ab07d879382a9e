using Commands.Streams.Serialization;
using Commands.Streams.Testing;

namespace Commands.Streams.DocumentationTests.Snippets;

public class TableSnippets
{
    [Test]
    public void A_topic_is_a_table()
    {
        var builder = new StreamsBuilder();

        // begin: table
        var products = builder.Table("products", Consumed.With(Serdes.String, Serdes.String.OrNull()), Materialized.As<string, string?>("products"));
        products.Filter((_, name) => name!.StartsWith('L')).MapValues(name => name!.ToUpperInvariant()).ToStream().To("lamps");
        // end: table

        using var driver = new TopologyTestDriver(builder.Build());
        var input = driver.CreateInputTopic<string, string?>("products");
        var output = driver.CreateOutputTopic<string, string?>("lamps");
        input.Pipe("P-7", "Lamp");
        input.Pipe("P-7", "Chair");
        output.ReadKeyValuesToList().Should().Equal(("P-7", "LAMP"), ("P-7", null));
    }

    [Test]
    public void A_stream_becomes_a_table()
    {
        var builder = new StreamsBuilder();

        // begin: to-table
        KTable<string, string?> addresses = builder.Stream<string, string?>("moves").ToTable(Materialized.As<string, string?>("addresses"));
        // end: to-table

        addresses.ToStream().To("out");
        using var driver = new TopologyTestDriver(builder.Build());
        driver.CreateInputTopic<string, string?>("moves").Pipe("Ada", "2 Roadford Avenue");
        driver.GetTimestampedKeyValueStore<string, string?>("addresses").TryGet("Ada", out var row).Should().BeTrue();
        row.Value.Should().Be("2 Roadford Avenue");
    }

    [Test]
    public void Records_are_counted()
    {
        var builder = new StreamsBuilder();

        // begin: count
        KTable<string, long?> orders = builder.Stream<string, string>("orders").GroupByKey().Count(Materialized.As<string, long?>("orders-by-customer"));
        orders.ToStream().To("counts");
        // end: count

        using var driver = new TopologyTestDriver(builder.Build());
        driver.CreateInputTopic<string, string>("orders").PipeKeyValues(("Ada", "lamp"), ("Ada", "chair"), ("Bob", "lamp"));
        driver.CreateOutputTopic<string, long?>("counts").ReadKeyValuesToList().Should().Equal(("Ada", 1), ("Ada", 2), ("Bob", 1));
    }

    [Test]
    public void Records_are_aggregated_by_another_key()
    {
        var builder = new StreamsBuilder();

        // begin: aggregate
        KTable<string, long?> quantities = builder.Stream<string, Order>("orders", Consumed.With(Serdes.String, Serdes.Json<Order>()))
            .GroupBy((_, order) => order.Product, Grouped.With(Serdes.String, Serdes.Json<Order>()).WithName("orders-by-product"))
            .Aggregate(() => (long?)0, (_, order, sum) => sum + order.Quantity, Materialized.As<string, long?>("quantities"));
        // end: aggregate

        quantities.ToStream().To("out");
        using var driver = new TopologyTestDriver(builder.Build());
        driver.CreateInputTopic("orders", Serdes.String, Serdes.Json<Order>())
            .PipeKeyValues(("Ada", new Order("lamp", 2)), ("Bob", new Order("lamp", 3)));
        driver.CreateOutputTopic<string, long?>("out").ReadKeyValuesToList().Should().Equal(("lamp", 2), ("lamp", 5));
    }

    [Test]
    public void Rows_are_grouped()
    {
        var builder = new StreamsBuilder();

        // begin: table-group-by
        builder.Table<string, string?>("members")
            .GroupBy((name, city) => (city!, name))
            .Count(Materialized.As<string, long?>("members-by-city"))
            .ToStream().To("cities");
        // end: table-group-by

        using var driver = new TopologyTestDriver(builder.Build());
        driver.CreateInputTopic<string, string?>("members").PipeKeyValues(("Ada", "London"), ("Ada", "Paris"));
        driver.CreateOutputTopic<string, long?>("cities").ReadKeyValuesToList().Should().Equal(("London", 1), ("London", 0), ("Paris", 1));
    }

    [Test]
    public void Streams_are_aggregated_together()
    {
        var builder = new StreamsBuilder();

        // begin: cogroup
        var deposits = builder.Stream<string, long>("deposits").GroupByKey();
        var withdrawals = builder.Stream<string, long>("withdrawals").GroupByKey();
        deposits.Cogroup<long?>((_, amount, balance) => balance + amount)
            .Cogroup(withdrawals, (_, amount, balance) => balance - amount)
            .Aggregate(() => 0, Materialized.As<string, long?>("balances"))
            .ToStream().To("out");
        // end: cogroup

        using var driver = new TopologyTestDriver(builder.Build());
        driver.CreateInputTopic<string, long>("deposits").Pipe("Ada", 10);
        driver.CreateInputTopic<string, long>("withdrawals").Pipe("Ada", 3);
        driver.CreateOutputTopic<string, long?>("out").ReadValuesToList().Should().Equal(10, 7);
    }

    private sealed record Order(string Product, int Quantity);
}
