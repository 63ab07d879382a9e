using Commands.Streams.Interop;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;
using Outcome = Commands.Streams.CommandOutcome<int>;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OutcomesTests : IDisposable
{
    private static readonly ResponseStream<long, int> Responses = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Int32, partitions: 3);

    private readonly List<(string CommandId, Outcome Outcome)> _outcomes = [];
    private readonly TopologyTestDriver _driver;

    public OutcomesTests()
    {
        var builder = new StreamsBuilder();
        CommandOutcomes.Join(builder, Warehouse.Commands, Responses, TimeSpan.FromMinutes(5))
            .ForEach((id, outcome) => _outcomes.Add((id.Text, outcome)));
        _driver = new TopologyTestDriver(builder.Build());
    }

    [Test]
    public void Response_completes_its_command()
    {
        Command("c-1", commandId: "id-1");
        _outcomes.Should().BeEmpty();

        Respond("c-1", 42);

        _outcomes.Should().Equal(("id-1", new Outcome.Completed(42)));
    }

    [Test]
    public void Response_may_be_read_before_its_command()
    {
        Respond("c-1", 42);

        Command("c-1", commandId: "id-1");

        _outcomes.Should().Equal(("id-1", new Outcome.Completed(42)));
    }

    [Test]
    public void Command_without_an_id_is_named_by_its_correlation_id()
    {
        Command("c-1");

        Respond("c-1", 42);

        _outcomes.Should().Equal(("c-1", new Outcome.Completed(42)));
    }

    [Test]
    public void Refusals_and_failures_are_outcomes()
    {
        Command("c-1");
        Command("c-2");

        Respond("c-1", null, ("command-status", "rejected"), ("command-error", "invalid"), ("command-error-message", "No address."));
        Respond("c-2", null, ("command-status", "failed"), ("command-error", "handler-failed"), ("command-retryable", "true"));

        _outcomes.Should().Equal(
            ("c-1", new Outcome.Rejected("invalid", "No address.")),
            ("c-2", new Outcome.Failed("handler-failed", "", IsRetryable: true)));
    }

    [Test]
    public void Command_without_a_response_times_out_once()
    {
        Command("c-1");

        _driver.AdvanceWallClock(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        _outcomes.Should().BeEmpty();
        _driver.AdvanceWallClock(TimeSpan.FromSeconds(2));
        Respond("c-1", 42);
        _driver.AdvanceWallClock(TimeSpan.FromMinutes(10));

        _outcomes.Should().Equal(("c-1", new Outcome.Unknown(UnknownReason.Timeout)));
    }

    [Test]
    public void Response_without_a_command_is_forgotten_in_time()
    {
        Respond("c-1", 42);
        _driver.AdvanceWallClock(TimeSpan.FromMinutes(6));

        Command("c-1");

        _outcomes.Should().BeEmpty();
    }

    [Test]
    public void Receipt_of_acceptance_is_not_the_end()
    {
        Command("c-1");

        Respond("c-1", null, ("command-status", "accepted"));
        Respond("c-1", 42);

        _outcomes.Should().Equal(("c-1", new Outcome.Completed(42)));
    }

    [Test]
    public void Second_response_is_no_second_outcome()
    {
        Command("c-1");

        Respond("c-1", 42);
        Respond("c-1", 43);

        _outcomes.Should().Equal(("c-1", new Outcome.Completed(42)));
    }

    [Test]
    public void Unreadable_response_belongs_to_its_command()
    {
        Command("c-1");
        Command("c-2");
        Command("c-3");

        _driver.CreateInputTopic("dispatch_receipts", Serdes.Int64, Serdes.String).Pipe(1, "not four bytes", Warehouse.Correlated("c-1"));
        Respond("c-2", null);
        Respond("c-3", 42, ("command-status", "odd"));

        _outcomes.Select(outcome => outcome.Outcome).Should().HaveCount(3).And.AllSatisfy(
            outcome => outcome.Should().BeOfType<Outcome.Unknown>().Which.Reason.Should().Be(UnknownReason.ResponseUnreadable));
    }

    [Test]
    public void Records_without_a_correlation_id_are_passed_over()
    {
        _driver.CommandInput().Pipe(1, "a");
        _driver.CreateInputTopic("dispatch_receipts", Serdes.Int64, Serdes.Int32).Pipe(1, 42);

        _driver.AdvanceWallClock(TimeSpan.FromMinutes(6));

        _outcomes.Should().BeEmpty();
    }

    [Test]
    public void Outcomes_can_be_written_by_command_id()
    {
        var builder = new StreamsBuilder();
        CommandOutcomes.Join(builder, Warehouse.Commands, Responses, TimeSpan.FromMinutes(5))
            .MapValues(outcome => outcome.ToString())
            .To("outcomes");
        using var driver = new TopologyTestDriver(builder.Build());

        driver.CommandInput().Pipe(1, "a", Warehouse.Correlated("c-1"));
        driver.CreateInputTopic("dispatch_receipts", Serdes.Int64, Serdes.Int32).Pipe(1, 42, Warehouse.Correlated("c-1"));

        driver.CreateOutputTopic<string, string>("outcomes").ReadKeyValue().Should().Be(("c-1", "Completed { Response = 42 }"));
    }

    [Test]
    public void Wait_of_no_time_is_refused() => FluentActions
        .Invoking(() => CommandOutcomes.Join(new StreamsBuilder(), Warehouse.Commands, Responses, TimeSpan.Zero))
        .Should().Throw<ArgumentOutOfRangeException>();

    public void Dispose() => _driver.Dispose();

    private void Command(string correlationId, string? commandId = null)
    {
        var headers = Warehouse.Correlated(correlationId);
        _driver.CommandInput().Pipe(1, "a", commandId is null ? headers : headers.Add(CommandHeaders.CommandId, commandId));
    }

    private void Respond(string correlationId, int? response, params (string Name, string Value)[] headers)
    {
        var all = headers.Aggregate(Warehouse.Correlated(correlationId), (some, header) => some.Add(header.Name, header.Value));
        _driver.CreateInputTopic<long, int?>("dispatch_receipts").Pipe(1, response, all);
    }
}
