using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

public sealed class AcceptedTests
{
    private static readonly Headers Ours = Headers.Empty.Add(CommandHeaders.CorrelationId, "c-1").Add(CommandHeaders.CommandId, "id-1");

    private static CommandTopology<long, string, string?> Subscriber =>
        new CommandTopology<long, string>(Warehouse.Commands).Respond(Warehouse.Responses).SendAccepted();

    [Test]
    public void Issuer_hears_that_a_command_was_taken_up_while_its_handler_runs()
    {
        var handler = new TaskCompletionSource<string?>();
        using var driver = new TopologyTestDriver(Subscriber.ForEach(async (_, _) => await handler.Task).Build());

        driver.CommandInput().Pipe(12005, "2 Roadford Avenue", 1000, Ours);

        var accepted = driver.ResponseOutput().ReadRecord();
        (accepted.Key, accepted.Value).Should().Be((12005, null));
        accepted.Headers.Select(header => header.Name).Should().Equal("kafka_correlationId", "command-id", "command-status");
        accepted.Headers.LastText(CommandHeaders.Status).Should().Be("accepted");
        driver.ResponseOutput().IsEmpty.Should().BeTrue();

        handler.SetResult("done");
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));
        driver.ResponseOutput().ReadRecord().Headers.GetCommandStatus().Should().Be(CommandStatus.Completed);
    }

    [Test]
    public void Issuers_of_other_libraries_get_the_response_alone()
    {
        using var driver = new TopologyTestDriver(Subscriber.ForEach(command => command.Value).Build());

        driver.CommandInput().Pipe(1, "a");
        driver.CommandInput().Pipe(2, "b", 1000, Headers.Empty.Add(CommandHeaders.CorrelationId, "c-1"));
        driver.CommandInput().Pipe(3, "c", 1000, Headers.Empty.Add(CommandHeaders.CommandId, "id-1"));

        driver.ResponseOutput().ReadRecordsToList().Should().HaveCount(3)
            .And.OnlyContain(response => response.Headers.GetCommandStatus() == CommandStatus.Completed);
    }

    [Test]
    public void Command_that_is_refused_was_not_taken_up()
    {
        var subscriber = Subscriber.Validate(command => command.Value is "bad" ? "The address is bad." : null);
        using var driver = new TopologyTestDriver(subscriber.ForEach(command => command.Value).Build());

        driver.CommandInput().Pipe(1, "bad", 1000, Ours);

        driver.ResponseOutput().ReadRecordsToList().Should().ContainSingle().Which.Headers.GetCommandStatus().Should().Be(CommandStatus.Rejected);
    }

    [Test]
    public void Command_that_is_tried_later_was_taken_up_once()
    {
        var tries = 0;
        var subscriber = Subscriber.RetryLater(RetryOrder.Loose, TimeSpan.FromSeconds(1));
        using var driver = new TopologyTestDriver(
            subscriber.ForEach(command => ++tries == 1 ? throw new InvalidOperationException("Not yet.") : command.Value).Build());

        driver.CommandInput().Pipe(1, "a", 1000, Ours);
        driver.AdvanceWallClock(TimeSpan.FromSeconds(2));

        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus())
            .Should().Equal(CommandStatus.Accepted, CommandStatus.Completed);
    }

    [Test]
    public void It_is_steps_of_its_own_in_the_description()
    {
        var description = Subscriber.ForEach(command => command.Value).Build().Describe().ToString();

        description.Should()
            .Contain("dispatch_products-accepted").And
            .Contain("dispatch_products-response-accepted").And
            .Contain("dispatch_products-respond-accepted");
    }
}
