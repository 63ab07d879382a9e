using Commands.Streams.Testing;
using OrderEvents;
using OrderEvents.Reactors;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>The sample of an event with three reactors. It needs no broker.</summary>
public sealed class OrderEventsTests
{
    [Test]
    public void Each_reactor_reacts_to_each_order_in_its_own_way()
    {
        React(WarehouseTopology.Build).Should()
            .Equal("warehouse sends a lamp of order 12005 to 2 Roadford Avenue", "warehouse sends a leaflet of order 12006 to 3 Avenue Fordstreet");
        React(NotificationsTopology.Build).Should().Equal("notifications write to Brook about order 12005", "notifications write to Chris about order 12006");
        React(SalesTopology.Build).Should().Equal("sales book 49.50 for order 12005");
    }

    [Test]
    public async Task The_sample_prints_who_reacted_and_ends_by_itself()
    {
        using var sample = new SampleProcess(typeof(Demo).Assembly, []);

        (await sample.ExitAsync()).Should().Be(0, sample.Errors);

        foreach (var orderId in new[] { 12004, 12005, 12006 })
        {
            sample.Lines.Where(line => line.Contains($"{orderId}", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).Should()
                .BeEquivalentTo("placed", "warehouse", "notifications", "sales");
        }
    }

    private static List<string> React(Func<Action<string>, Topology> build)
    {
        var reactions = new List<string>();
        using var driver = new TopologyTestDriver(build(reactions.Add));
        var orders = driver.CreateInputTopic(OrderStream.Topic, OrderStream.KeySerde, OrderStream.ValueSerde);
        orders.Pipe(12005, new Order("a lamp", "2 Roadford Avenue", "Brook", 4950));
        orders.Pipe(12006, new Order("a leaflet", "3 Avenue Fordstreet", "Chris", 0));
        return reactions;
    }
}
