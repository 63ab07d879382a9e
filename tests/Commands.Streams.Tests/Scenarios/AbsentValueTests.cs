using Commands.Streams.Interop;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>Commands without a value: tombstones in a stream of commands.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AbsentValueTests
{
    private const string Dlt = "dispatch_products-dlt";

    private static readonly CommandStream<long, Order> Orders =
        CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.Json<Order>(), partitions: 1);

    private readonly List<Order?> _handled = [];

    [Test]
    public void A_command_without_a_value_is_rejected_as_invalid_and_the_next_is_handled([Values] bool dead)
    {
        var subscriber = new CommandTopology<long, Order>(Orders);
        using var driver = new TopologyTestDriver(Build(dead ? subscriber.DeadLetterTo(Dlt) : subscriber));
        var input = driver.CreateInputTopic<long, string?>("dispatch_products", Serdes.Int64, Serialization.SerdeExtensions.OrNull(Serdes.String));

        input.Pipe(1, null, Warehouse.Correlated("c-1"));
        input.Pipe(1, """{"Address":"2 Roadford Avenue"}""");

        _handled.Should().Equal(new Order("2 Roadford Avenue"));
        var rejected = driver.ResponseOutput().ReadRecord();
        rejected.Headers.GetCommandStatus().Should().Be(CommandStatus.Rejected);
        rejected.Headers.GetCommandError().Should().Be(CommandErrors.Invalid);
        rejected.Headers.GetCommandErrorMessage().Should().Contain("no value").And.Contain("AllowNull");
        driver.CreateOutputTopic<long, string?>(Dlt, Serdes.Int64, Serialization.SerdeExtensions.OrNull(Serdes.String)).ReadValuesToList()
            .Should().Equal(dead ? [null] : []);
    }

    [Test]
    public void A_stream_that_allows_it_gives_the_handler_null([Values] bool dead)
    {
        var subscriber = new CommandTopology<long, Order>(Orders.AllowNull());
        using var driver = new TopologyTestDriver(Build(dead ? subscriber.DeadLetterTo(Dlt) : subscriber));

        driver.CreateInputTopic<long, byte[]?>("dispatch_products", Serdes.Int64, Serialization.SerdeExtensions.OrNull(Serdes.ByteArray)).Pipe(1, null);

        _handled.Should().Equal([null]);
        driver.ResponseOutput().ReadRecord().Headers.GetCommandStatus().Should().Be(CommandStatus.Completed);
    }

    [Test]
    public void Nullable_value_types_allow_it_by_themselves_and_others_never()
    {
        CommandStream.Define("a", Serdes.Int64, Serialization.SerdeExtensions.OrNullable(Serdes.Int64), partitions: 1).AllowsNull.Should().BeTrue();
        var numbers = CommandStream.Define("a", Serdes.Int64, Serdes.Int64, partitions: 1);

        numbers.AllowsNull.Should().BeFalse();
        numbers.Invoking(stream => stream.AllowNull()).Should().Throw<InvalidOperationException>().WithMessage("*'a'*Int64?*");
    }

    private Topology Build(CommandTopology<long, Order> subscriber) => subscriber.Respond(Warehouse.Responses).ForEach(command =>
    {
        _handled.Add(command.Value);
        return "done";
    }).Build();

    private sealed record Order(string Address);
}
