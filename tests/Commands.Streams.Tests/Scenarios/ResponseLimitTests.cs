using Commands.Streams.Interop;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ResponseLimitTests
{
    private const int Limit = 2000;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private CommandTopology<long, string, string?> Subscriber { get; } = new CommandTopology<long, string>(Warehouse.Commands).Respond(Warehouse.Responses);

    [Test]
    public void Response_that_is_too_large_becomes_a_small_one_that_says_so_and_the_command_is_done([Values] bool asynchronous)
    {
        using var driver = new TopologyTestDriver(Build(Subscriber.MaxResponseBytes(Limit), asynchronous));

        driver.CommandInput().Pipe(1, "3000", Warehouse.Correlated("c-1").Add(CommandHeaders.CommandId, "id-1"));
        driver.CommandInput().Pipe(2, "10");
        driver.CompleteHandlers(Soon);

        var failed = driver.ResponseOutput().ReadRecord();
        failed.Key.Should().Be(1);
        failed.Value.Should().BeNull();
        failed.Headers.GetCommandStatus().Should().Be(CommandStatus.Failed);
        failed.Headers.GetCommandError().Should().Be("response-too-large");
        failed.Headers.GetCommandErrorMessage()
            .Should()
            .Contain("2000").And
            .Contain("31", "3,000 bytes of value and the rest").And
            .Contain("'dispatch_receipts'");
        failed.Headers.IsCommandRetryable().Should().BeFalse("the command was handled");
        failed.Headers.GetCorrelationId().Should().Be(CorrelationId.FromText("c-1"));
        failed.Headers.GetCommandId().Should().Be(CommandId.FromText("id-1"));
        failed.Headers.Select(header => header.Name).Should().OnlyHaveUniqueItems();
        driver.ResponseOutput().ReadRecord().Value.Should().HaveLength(10);
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(2);
    }

    [Test]
    public void The_limit_counts_headers()
    {
        using var driver = new TopologyTestDriver(Build(Subscriber.MaxResponseBytes(Limit), asynchronous: false));

        driver.CommandInput().Pipe(1, "1500", Warehouse.Correlated("c-1"));
        driver.CommandInput().Pipe(1, "1500", Warehouse.Correlated("c-2").Add(CommandHeaders.Baggage, new string('b', 400)));

        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus())
            .Should().Equal(CommandStatus.Completed, CommandStatus.Failed);
    }

    [Test]
    public void Without_a_limit_of_its_own_a_subscriber_writes_up_to_a_million_bytes()
    {
        using var driver = new TopologyTestDriver(Build(Subscriber, asynchronous: false));

        driver.CommandInput().Pipe(1, "999000");
        driver.CommandInput().Pipe(1, "1000000");

        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus())
            .Should().Equal(CommandStatus.Completed, CommandStatus.Failed);
    }

    [Test]
    public void A_correlation_id_that_alone_is_too_large_is_not_answered_and_stops_nothing()
    {
        using var driver = new TopologyTestDriver(Build(Subscriber.MaxResponseBytes(Limit), asynchronous: false));

        driver.CommandInput().Pipe(1, "1", Warehouse.Correlated(new string('c', 3000)));
        driver.CommandInput().Pipe(2, "1");

        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Key).Should().Equal(2);
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(2);
    }

    [Test]
    public void Response_that_cannot_be_turned_into_bytes_becomes_a_small_one_that_says_so_and_the_command_is_done()
    {
        var responses = ResponseStream.Define(Warehouse.Responses.Topic, Serdes.Int64, new BrokenSerde(), partitions: 1);
        using var driver = new TopologyTestDriver(
            new CommandTopology<long, string>(Warehouse.Commands).Respond(responses).ForEach(command => command.Value).Build());

        driver.CommandInput().Pipe(1, "a", Warehouse.Correlated("c-1"));
        driver.CommandInput().Pipe(2, "b");

        var failed = driver.ResponseOutput().ReadRecordsToList();
        failed.Should().HaveCount(2).And.OnlyContain(response => response.Headers.GetCommandError() == CommandErrors.ResponseUnwritable);
        failed[0].Headers.GetCommandErrorMessage().Should().Contain("No ink.");
        failed[0].Headers.GetCorrelationId().Should().Be(CorrelationId.FromText("c-1"));
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(2);
    }

    [Test]
    public void A_limit_below_what_the_small_response_takes_is_refused() =>
        Subscriber.Invoking(subscriber => subscriber.MaxResponseBytes(1023)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*1023*");

    private static Topology Build(CommandTopology<long, string, string?> subscriber, bool asynchronous) => asynchronous
        ? subscriber.Concurrency(2).ForEach(async (command, _) =>
        {
            await Task.Yield();
            return new string('x', int.Parse(command.Value));
        }).Build()
        : subscriber.ForEach(command => new string('x', int.Parse(command.Value))).Build();
}
