using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RetryTopicTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _log = [];
    private readonly Dictionary<string, int> _failures = [];

    private CommandTopology<long, string> Subscriber { get; } = new CommandTopology<long, string>(Warehouse.Commands)
        .RetryLater(RetryOrder.Loose, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    [Test]
    public void Failed_command_is_tried_again_after_each_delay_and_answered_once([Values] bool asynchronous)
    {
        _failures["a"] = 2;
        using var driver = Start(Build(Subscriber.Respond(Warehouse.Responses), asynchronous));

        driver.CommandInput().Pipe(1, "a", 5000, Warehouse.Correlated("c-1"));
        Advance(driver, TimeSpan.FromSeconds(59.999));
        _log.Should().Equal("1 a #1");
        Advance(driver, TimeSpan.FromMilliseconds(1));
        _log.Should().Equal("1 a #1", "1 a #2");
        driver.ResponseOutput().IsEmpty.Should().BeTrue();
        Advance(driver, TimeSpan.FromMinutes(10));

        _log.Should().Equal("1 a #1", "1 a #2", "1 a #3");
        var response = driver.ResponseOutput().ReadRecordsToList().Should().ContainSingle().Subject;
        response.Headers.GetCommandStatus().Should().Be(CommandStatus.Completed);
        response.Headers.GetCommandAttempt().Should().Be(3);
        response.Headers.GetCorrelationId().Should().Be(CorrelationId.FromText("c-1"));
        driver.CommittedOffsets.ToDictionary(pair => pair.Key.Topic, pair => pair.Value.Offset).Should().BeEquivalentTo(new Dictionary<string, long>
        {
            ["dispatch_products"] = 1,
            ["test-dispatch_products-retry-1"] = 1,
            ["test-dispatch_products-retry-2"] = 1,
        });
    }

    [Test]
    public void Command_in_a_retry_topic_is_as_it_was_with_four_headers_more()
    {
        _failures["a"] = 1;
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(7, "b");
        driver.CommandInput().Pipe(1, "a", 5000, Warehouse.Correlated("c-1").Add("mine", "x"));

        var waiting = driver.CreateOutputTopic("test-dispatch_products-retry-1", Serdes.Int64, Serdes.String).ReadRecord();
        waiting.Key.Should().Be(1);
        waiting.Value.Should().Be("a");
        waiting.Timestamp.Should().Be(5000);
        waiting.Headers.Select(header => $"{header.Name}={System.Text.Encoding.UTF8.GetString(header.Value!)}").Should().Equal(
            "kafka_correlationId=c-1", "mine=x", "command-attempt=2", "command-delays=1", $"command-due={Now() + 60_000}", "command-offset=1");
    }

    [Test]
    public void Loose_lets_later_commands_of_the_key_pass()
    {
        _failures["a"] = 1;
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "b"), (2, "c"));
        Advance(driver, TimeSpan.FromMinutes(1));

        _log.Should().Equal("1 a #1", "1 b #1", "2 c #1", "1 a #2");
    }

    [Test]
    public void After_the_last_delay_the_command_has_failed_for_good_where_it_was_written()
    {
        _failures["a"] = int.MaxValue;
        using var driver = Start(Build(Subscriber.DeadLetterTo("dlt").Respond(Warehouse.Responses)));

        driver.CommandInput().PipeKeyValues((1, "b"), (1, "a"));
        Advance(driver, TimeSpan.FromMinutes(12));

        _log.Should().Equal("1 b #1", "1 a #1", "1 a #2", "1 a #3");
        var letter = driver.CreateOutputTopic("dlt", Serdes.Int64, Serdes.String).ReadRecord();
        letter.Value.Should().Be("a");
        letter.Headers.LastText(DeadLetterHeaders.Topic).Should().Be("dispatch_products");
        letter.Headers.LastText(DeadLetterHeaders.Offset).Should().Be("1");
        letter.Headers.LastText(DeadLetterHeaders.Message).Should().Be("a failed");
        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus())
            .Should().Equal(CommandStatus.Completed, CommandStatus.Failed);
    }

    [Test]
    public void Without_a_dead_letter_topic_the_last_failure_stops()
    {
        _failures["a"] = int.MaxValue;
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a");

        driver.Invoking(running => Advance(running, TimeSpan.FromMinutes(12)))
            .Should()
            .Throw<ProcessingException>()
            .WithInnerException<InvalidOperationException>();
    }

    [Test]
    public void Tries_in_place_come_first_in_each_topic()
    {
        _failures["a"] = 3;
        using var driver = Start(Build(Subscriber.Retry(2, Backoff.Constant(TimeSpan.FromSeconds(1)))));

        driver.CommandInput().Pipe(1, "a");
        Advance(driver, TimeSpan.FromSeconds(1));
        _log.Should().Equal("1 a #1", "1 a #2");
        Advance(driver, TimeSpan.FromSeconds(60));
        _log.Should().HaveCount(3);
        Advance(driver, TimeSpan.FromSeconds(1));

        _log.Should().Equal("1 a #1", "1 a #2", "1 a #3", "1 a #4");
        driver.ProducedTopicNames.Should().Equal("test-dispatch_products-retry-1");
    }

    [Test]
    public void What_is_not_retried_in_place_is_not_tried_later()
    {
        _failures["a"] = _failures["b"] = int.MaxValue;
        var subscriber = Subscriber.NotRetrying<InvalidOperationException>().OnFailure(CommandFailure.Skip);
        using var driver = Start(Build(subscriber));

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "rejected"));
        Advance(driver, TimeSpan.FromHours(1));

        _log.Should().Equal("1 a #1", "1 rejected #1");
        driver.ProducedTopicNames.Should().BeEmpty();
    }

    [Test]
    public void Command_whose_deadline_leaves_no_time_for_the_delay_fails_at_once()
    {
        _failures["a"] = int.MaxValue;
        using var driver = Start(Build(Subscriber.OnFailure(CommandFailure.Skip).DeadlineTolerance(TimeSpan.Zero).Respond(Warehouse.Responses)));

        driver.CommandInput().Pipe(1, "a", Headers.Empty.Add(CommandHeaders.Deadline, $"{Now() + 59_999}"));
        driver.CommandInput().Pipe(1, "a", Headers.Empty.Add(CommandHeaders.Deadline, $"{Now() + 60_000}"));

        driver.ResponseOutput().ReadRecord().Headers.GetCommandError().Should().Be(CommandErrors.HandlerFailed);
        driver.ResponseOutput().IsEmpty.Should().BeTrue("the other waits");
        driver.ProducedTopicNames.Should().Contain("test-dispatch_products-retry-1");
    }

    [Test]
    public void Command_that_expires_in_a_retry_topic_is_rejected_there()
    {
        _failures["a"] = _failures["first"] = 1;
        var handled = Subscriber.DeadlineTolerance(TimeSpan.Zero).Respond(Warehouse.Responses).Concurrency(1).ForEach(async (command, stopping) =>
        {
            if (command.Value == "first" && command.Attempt == 2)
            {
                await Task.Delay(TimeSpan.FromSeconds(30), _clock, stopping);
            }

            return Handle(command);
        });
        using var driver = Start(handled.Build());

        driver.CommandInput().Pipe(2, "first");
        driver.CommandInput().Pipe(1, "a", Headers.Empty.Add(CommandHeaders.Deadline, $"{Now() + 70_000}"));
        Advance(driver, TimeSpan.FromSeconds(100));

        _log.Should().Equal("2 first #1", "1 a #1", "2 first #2");
        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandError()).Should().Equal(null, CommandErrors.Expired);
    }

    [Test]
    public void An_issuers_own_attempt_header_means_nothing_in_the_command_topic()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", Headers.Empty.Add(CommandHeaders.Attempt, "9").Add(CommandHeaders.Due, $"{Now() + 1_000_000}"));

        _log.Should().Equal("1 a #1");
    }

    [TestCase(CommandHeaders.Due, "x")]
    [TestCase(CommandHeaders.Due, "99999999999999999999999")]
    [TestCase(CommandHeaders.Attempt, "-1")]
    public void Odd_headers_in_a_retry_topic_do_no_harm(string name, string value)
    {
        using var driver = Start(Build(Subscriber));

        driver.CreateInputTopic("test-dispatch_products-retry-1", Serdes.Int64, Serdes.String).Pipe(1, "a", Headers.Empty.Add(name, value));

        _log.Should().Equal("1 a #1");
    }

    [TestCase("9223372036854775807")]
    [TestCase("9000000000000")]
    public void Nothing_waits_longer_than_its_topics_delay_whatever_its_header_says(string due)
    {
        using var driver = Start(Build(Subscriber));
        var retries = driver.CreateInputTopic("test-dispatch_products-retry-1", Serdes.Int64, Serdes.String);

        retries.Pipe(1, "a", Headers.Empty.Add(CommandHeaders.Due, due));
        retries.Pipe(2, "b");
        Advance(driver, TimeSpan.FromSeconds(59));
        _log.Should().BeEmpty();
        Advance(driver, TimeSpan.FromSeconds(1));

        _log.Should().Equal("1 a #1", "2 b #1");
    }

    [Test]
    public void A_number_of_tries_beyond_reason_is_none()
    {
        _failures["a"] = int.MaxValue;
        using var driver = Start(Build(Subscriber.OnFailure(CommandFailure.Skip)));

        driver.CreateInputTopic("test-dispatch_products-retry-1", Serdes.Int64, Serdes.String)
            .Pipe(1, "a", Headers.Empty.Add(CommandHeaders.Attempt, $"{int.MaxValue}"));
        Advance(driver, TimeSpan.FromHours(1));

        _log.Should().Equal("1 a #1", "1 a #2", "1 a #3");
    }

    [Test]
    public void Description_shows_the_steps()
    {
        var description = Build(Subscriber).Describe().ToString();

        foreach (var step in (string[])["retry-read", "merge", "retry", "retry-1", "retry-2"])
        {
            description.Should().Contain($"dispatch_products-{step} ");
        }

        description.Should().NotContain("Sub-topology: 1", "a command and its retries are one task's");
    }

    [Test]
    public void Delays_are_checked()
    {
        var subscriber = new CommandTopology<long, string>(Warehouse.Commands);

        subscriber.Invoking(topology => topology.RetryLater(RetryOrder.Loose)).Should().Throw<ArgumentException>().WithMessage("There is no delay*");
        subscriber.Invoking(topology => topology.RetryLater(RetryOrder.Loose, TimeSpan.Zero)).Should().Throw<ArgumentOutOfRangeException>();
        subscriber.Invoking(topology => topology.RetryLater(RetryOrder.Loose, TimeSpan.FromDays(31))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void Advance(TopologyTestDriver driver, TimeSpan duration)
    {
        driver.AdvanceWallClock(duration);
    }

    private string Handle(Command<long, string> command)
    {
        _log.Add($"{command.Key} {command.Value} #{command.Attempt}");
        if (command.Value == "rejected")
        {
            throw new CommandRejectedException("invalid", "No.");
        }

        return _failures.TryGetValue(command.Value, out var failures) && command.Attempt <= failures
            ? throw new InvalidOperationException($"{command.Value} failed")
            : $"dispatched to {command.Value}";
    }

    private Topology Build(CommandTopology<long, string> subscriber) => subscriber.ForEach(command => { Handle(command); }).Build();

    private Topology Build(CommandTopology<long, string, string?> subscriber, bool asynchronous = false) => asynchronous
        ? subscriber.ForEach(async (command, _) =>
        {
            await Task.Yield();
            return Handle(command);
        }).Build()
        : subscriber.ForEach(Handle).Build();

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private TopologyTestDriver Start(Topology topology) => new(topology, new TopologyTestDriverOptions { TimeProvider = _clock });
}
