using Commands.Streams.Interop;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>Rules that throw, which is what rules for real input do sooner or later.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ValidateTests
{
    private const string Dlt = "dispatch_products-dlt";

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _handled = [];
    private int _failures = int.MaxValue;

    private CommandTopology<long, string> Subscriber => new CommandTopology<long, string>(Warehouse.Commands).Validate(command =>
        command.Value == "broken" && _failures-- > 0 ? throw new InvalidOperationException("No address.") : command.Value == "bad" ? "It is bad." : null);

    [Test]
    public void Rules_that_throw_fail_the_command_and_the_next_is_handled([Values] bool asynchronous, [Values] bool retrying)
    {
        var subscriber = Subscriber.DeadLetterTo(Dlt);
        using var driver = Start(Build((retrying ? subscriber.Retry(3, Backoff.None) : subscriber).Respond(Warehouse.Responses), asynchronous));

        driver.CommandInput().Pipe(1, "broken", Warehouse.Correlated("c-1"));
        driver.CommandInput().Pipe(1, "good", Warehouse.Correlated("c-2"));
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));

        _handled.Should().Equal("good");
        driver.CreateOutputTopic(Dlt, Serdes.Int64, Serdes.String).ReadValuesToList().Should().Equal("broken");
        var failed = driver.ResponseOutput().ReadRecord();
        failed.Headers.GetCommandStatus().Should().Be(CommandStatus.Failed);
        failed.Headers.GetCommandError().Should().Be(CommandErrors.HandlerFailed);
        failed.Headers.GetCommandAttempt().Should().Be(retrying ? 3 : null);
        driver.ResponseOutput().ReadRecord().Headers.GetCommandStatus().Should().Be(CommandStatus.Completed);
    }

    [Test]
    public void A_command_whose_rules_fail_once_is_handled_by_its_next_try([Values] bool asynchronous)
    {
        _failures = 2;
        using var driver = Start(Build(Subscriber.Retry(3, Backoff.Constant(TimeSpan.FromSeconds(1))).Respond(Warehouse.Responses), asynchronous));

        driver.CommandInput().Pipe(1, "broken");
        driver.AdvanceWallClock(TimeSpan.FromSeconds(2));
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));

        _handled.Should().Equal("broken");
        driver.ResponseOutput().ReadRecord().Headers.GetCommandAttempt().Should().Be(3);
    }

    [Test]
    public void A_command_whose_rules_fail_goes_to_a_retry_topic()
    {
        _failures = 1;
        using var driver = Start(Build(Subscriber.RetryLater(RetryOrder.Strict, TimeSpan.FromMinutes(1)).Respond(Warehouse.Responses), asynchronous: false));

        driver.CommandInput().Pipe(1, "broken");
        driver.CommandInput().Pipe(1, "good");
        _handled.Should().BeEmpty();
        driver.AdvanceWallClock(TimeSpan.FromMinutes(1));

        _handled.Should().Equal("broken", "good");
    }

    [Test]
    public void Rules_that_find_something_wrong_with_a_later_try_reject_the_command()
    {
        var calls = 0;
        var subscriber = new CommandTopology<long, string>(Warehouse.Commands)
            .Validate(_ => ++calls == 1 ? throw new InvalidOperationException("No address.") : "It is bad.")
            .Retry(2, Backoff.None)
            .Respond(Warehouse.Responses);
        using var driver = Start(Build(subscriber, asynchronous: false));

        driver.CommandInput().Pipe(1, "bad");
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));

        _handled.Should().BeEmpty();
        driver.ResponseOutput().ReadRecord().Headers.GetCommandError().Should().Be(CommandErrors.Invalid);
    }

    [Test]
    public void A_function_that_decides_about_failures_and_throws_makes_a_dead_letter()
    {
        var subscriber = Subscriber.DeadLetterTo(Dlt).OnFailure((_, _) => throw new FormatException("No idea."));
        using var driver = Start(Build(subscriber.Respond(Warehouse.Responses), asynchronous: false));

        driver.CommandInput().Pipe(1, "broken");
        driver.CommandInput().Pipe(1, "good");

        _handled.Should().Equal("good");
        var letter = driver.CreateOutputTopic(Dlt, Serdes.Int64, Serdes.String).ReadRecord();
        letter.Value.Should().Be("broken");
        letter.Headers.LastText(Errors.DeadLetterHeaders.Message).Should().Contain("No address.").And.Contain("No idea.");
    }

    private Topology Build(CommandTopology<long, string, string?> subscriber, bool asynchronous) => asynchronous
        ? subscriber.ForEach(async (command, _) =>
        {
            await Task.Yield();
            return Handle(command);
        }).Build()
        : subscriber.ForEach(command => Handle(command)).Build();

    private string Handle(Command<long, string> command)
    {
        _handled.Add(command.Value);
        return command.Value;
    }

    private TopologyTestDriver Start(Topology topology) => new(topology, new TopologyTestDriverOptions { TimeProvider = _clock });
}
