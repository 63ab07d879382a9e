using Commands.Streams.State;
using Commands.Streams.Testing;

namespace Commands.Streams.DocumentationTests.Snippets;

public class JoinSnippets
{
    [Test]
    public void Orders_meet_payments()
    {
        var builder = new StreamsBuilder();

        // begin: join-streams
        var orders = builder.Stream<string, string>("orders");
        var payments = builder.Stream<string, string>("payments");
        orders.LeftJoin(
            payments,
            (order, payment) => payment is null ? $"{order} is unpaid" : $"{order} is paid by {payment}",
            JoinWindows.OfTimeDifferenceAndGrace(TimeSpan.FromMinutes(10), grace: TimeSpan.FromMinutes(1)),
            StreamJoined.As<string, string, string>("paid")).To("results");
        // end: join-streams

        Results(builder, ("orders", "a", "o1", 0), ("payments", "a", "p1", 1), ("orders", "b", "o2", 2), ("orders", "c", "o3", 20))
            .Should().Equal("o1 is paid by p1", "o2 is unpaid");
    }

    [Test]
    public void Sales_meet_products()
    {
        var builder = new StreamsBuilder();

        // begin: join-stream-table
        var products = builder.Table<string, string>("products");
        var sales = builder.Stream<string, string>("sales");
        sales.Join(products, (quantity, product) => $"{quantity} x {product}").To("named");
        // end: join-stream-table

        Results(builder, "named", ("sales", "p", "1", 0), ("products", "p", "Lamp", 1), ("sales", "p", "2", 2)).Should().Equal("2 x Lamp");
    }

    [Test]
    public void Sales_meet_the_prices_of_their_time()
    {
        var builder = new StreamsBuilder();

        // begin: join-versioned
        var prices = builder.Table(
            "prices", materialized: Materialized.As<string, string>(Stores.InMemoryVersionedKeyValueStore("prices", TimeSpan.FromDays(1))));
        builder.Stream<string, string>("sales").Join(
            prices,
            (quantity, price) => $"{quantity} at {price}",
            Joined.As<string, string, string>("priced").WithGrace(TimeSpan.FromMinutes(5))).To("priced-sales");
        // end: join-versioned

        Results(
            builder,
            "priced-sales",
            ("prices", "p", "10", 0), ("sales", "p", "1", 3), ("prices", "p", "20", 4), ("prices", "p", "15", 2), ("sales", "p", "2", 8))
            .Should().Equal("1 at 15");
    }

    [Test]
    public void Names_meet_addresses()
    {
        var builder = new StreamsBuilder();

        // begin: join-tables
        var names = builder.Table<string, string>("names");
        var addresses = builder.Table<string, string>("addresses");
        names.OuterJoin(addresses, (name, address) => $"{name ?? "?"}, {address ?? "?"}").ToStream().To("customers");
        // end: join-tables

        Results(builder, "customers", ("names", "c", "Ann", 0), ("addresses", "c", "Bern", 1)).Should().Equal("Ann, ?", "Ann, Bern");
    }

    [Test]
    public void Employees_meet_departments()
    {
        var builder = new StreamsBuilder();

        // begin: join-foreign-key
        var employees = builder.Table<string, string>("employees");
        var departments = builder.Table<string, string>("departments");
        employees.Join(
            departments,
            employee => employee.Split('@')[1],
            (employee, department) => $"{employee.Split('@')[0]} of {department}",
            Materialized.As<string, string>("placed"),
            TableJoined.As("departments")).ToStream().To("results");
        // end: join-foreign-key

        Results(
            builder,
            ("departments", "d", "Sales", 0),
            ("employees", "1", "Ann@d", 1),
            ("employees", "2", "Bob@d", 2),
            ("departments", "d", "Marketing", 3)).Should().Equal("Ann of Sales", "Bob of Sales", "Ann of Marketing", "Bob of Marketing");
    }

    private static IReadOnlyList<string?> Results(StreamsBuilder builder, params (string Topic, string Key, string Value, int Minute)[] records) =>
        Results(builder, "results", records);

    private static IReadOnlyList<string?> Results(StreamsBuilder builder, string output, params (string Topic, string Key, string Value, int Minute)[] records)
    {
        using var driver = new TopologyTestDriver(builder.Build());
        foreach (var (topic, key, value, minute) in records)
        {
            driver.CreateInputTopic<string, string>(topic).Pipe(key, value, minute * 60_000L);
        }

        return driver.CreateOutputTopic<string, string?>(output).ReadValuesToList();
    }
}
