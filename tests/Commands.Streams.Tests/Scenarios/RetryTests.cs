using System.Diagnostics.Metrics;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RetryTests
{
    private static readonly Backoff Doubling = Backoff.Exponential(TimeSpan.FromMilliseconds(100));

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _log = [];

    private CommandTopology<long, string> Subscriber { get; } = new(Warehouse.Commands);

    [Test]
    public void Failed_command_is_tried_again_after_the_back_off_and_sees_which_try_it_is([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber.Retry(3, Doubling), asynchronous, failures: 2));

        driver.CommandInput().Pipe(1, "a");
        _log.Should().Equal("1 a #1");
        Advance(driver, 99);
        _log.Should().HaveCount(1);
        Advance(driver, 1);
        _log.Should().Equal("1 a #1", "1 a #2");
        driver.CommittedOffsets.Should().BeEmpty("the command is not done");
        Advance(driver, 200);

        _log.Should().Equal("1 a #1", "1 a #2", "1 a #3");
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void Tries_after_the_first_are_counted()
    {
        const string topic = "counted_retries";
        var retries = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "commands.streams.subscriber.retries")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => retries += tags.Contains(new("messaging.destination.name", topic)) ? value : 0);
        listener.Start();
        var commands = CommandStream.Define(topic, Serdes.Int64, Serdes.String, partitions: 1);
        using var driver = Start(Build(new CommandTopology<long, string>(commands).Retry(5, Doubling), asynchronous: true, failures: 2));

        driver.CreateCommandInput(commands).Pipe(1, "a");
        Advance(driver, 100);
        retries.Should().Be(1);
        Advance(driver, 200);
        retries.Should().Be(2);
    }

    [Test]
    public void Other_keys_go_on_while_one_waits_and_its_own_later_commands_do_not([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber.Retry(2, Doubling).Concurrency(8), asynchronous, failures: 1, failing: "a"));

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "b"), (2, "c"), (3, "d"), (1, "e"), (2, "f"));
        _log.Should().Equal("1 a #1", "2 c #1", "3 d #1", "2 f #1");
        Advance(driver, 100);

        _log.Skip(4).Should().Equal("1 a #2", "1 b #1", "1 e #1");
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(6);
    }

    [Test]
    public void Command_that_fails_each_time_stops_by_default_and_is_not_committed([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber.Retry(2, Doubling), asynchronous, failures: 9));

        driver.CommandInput().Pipe(1, "a");

        driver.Invoking(it => Advance(it, 100)).Should().Throw<ProcessingException>()
            .WithMessage("*dispatch_products-0@0*'dispatch_products-handle'*No forklift.*");
        _log.Should().HaveCount(2);
        driver.CommittedOffsets.Should().BeEmpty();
    }

    [Test]
    public void Failure_is_decided_about_once_after_the_last_try()
    {
        var decided = new List<int>();
        var subscriber = Subscriber.Retry(3, Backoff.None).OnFailure((command, _) =>
        {
            decided.Add(command.Attempt);
            return CommandFailure.Skip;
        });
        using var driver = Start(Build(subscriber, asynchronous: true, failures: 9));

        driver.CommandInput().Pipe(1, "a");

        decided.Should().Equal(3);
        _log.Should().HaveCount(3);
    }

    [Test]
    public void Exceptions_that_are_final_are_not_retried([Values] bool asynchronous)
    {
        Exception[] final =
        [
            new CommandRejectedException("invalid", "No."), new CommandFailedException("broken", "No.", retryable: false),
            new FormatException("No."), new ArgumentNullException("address"),
        ];
        foreach (var exception in final)
        {
            _log.Clear();
            var subscriber = Subscriber.Retry(3, Backoff.None, except: [typeof(FormatException)]).NotRetrying<ArgumentException>()
                .OnFailure(CommandFailure.Skip);
            using var driver = new TopologyTestDriver(Build(subscriber, asynchronous, failures: 9, exception: exception));

            driver.CommandInput().Pipe(1, "a");

            _log.Should().ContainSingle(exception.GetType().Name);
        }
    }

    [Test]
    public void Failure_that_says_it_is_retryable_is_retried()
    {
        using var driver = Start(Build(
            Subscriber.Retry(2, Backoff.None), asynchronous: true, failures: 1, exception: new CommandFailedException("busy", "Later.", retryable: true)));

        driver.CommandInput().Pipe(1, "a");

        _log.Should().Equal("1 a #1", "1 a #2");
    }

    [Test]
    public void Response_says_how_often_the_command_was_tried()
    {
        using var driver = Start(Subscriber.Respond(Warehouse.Responses).Retry(3, Backoff.None).OnFailure(CommandFailure.Skip)
            .ForEach(command => command.Value switch
            {
                "twice" when command.Attempt == 1 => throw new InvalidOperationException("No forklift."),
                "never" => throw new CommandFailedException("busy", "Later.", retryable: true),
                _ => command.Value,
            }).Build());

        driver.CommandInput().PipeKeyValues((1, "once"), (2, "twice"), (3, "never"));

        var responses = driver.ResponseOutput().ReadRecordsToList();
        responses.Select(response => (response.Headers.GetCommandStatus(), response.Headers.GetCommandAttempt())).Should().Equal(
            (CommandStatus.Completed, null), (CommandStatus.Completed, 2), (CommandStatus.Failed, 3));
        responses[2].Headers.GetCommandError().Should().Be("busy");
        responses[2].Headers.IsCommandRetryable().Should().BeTrue();
    }

    [Test]
    public void Task_that_ends_while_a_command_waits_drops_it_uncommitted()
    {
        var driver = Start(Build(Subscriber.Retry(3, Doubling), asynchronous: true, failures: 9));
        driver.CommandInput().Pipe(1, "a");

        driver.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(1));

        _log.Should().HaveCount(1);
        driver.CommittedOffsets.Should().BeEmpty();
    }

    [Test]
    public void Senseless_settings_are_refused()
    {
        Subscriber.Invoking(topology => topology.Retry(0, Backoff.None)).Should().Throw<ArgumentOutOfRangeException>();
        Subscriber.Invoking(topology => topology.Retry(2, Backoff.None, [typeof(string)])).Should().Throw<ArgumentException>().WithMessage("*'System.String'*");
    }

    private static void Advance(TopologyTestDriver driver, int milliseconds) => driver.AdvanceWallClock(TimeSpan.FromMilliseconds(milliseconds));

    private Topology Build(
        CommandTopology<long, string> subscriber, bool asynchronous, int failures, string? failing = null, Exception? exception = null)
    {
        return asynchronous
            ? subscriber.ForEach(async (command, _) =>
            {
                await Task.Yield();
                Handle(command);
            }).Build()
            : subscriber.ForEach(Handle).Build();

        void Handle(Command<long, string> command)
        {
            _log.Add($"{command.Key} {command.Value} #{command.Attempt}");
            if (command.Attempt <= failures && (failing is null || command.Value == failing))
            {
                throw exception ?? new InvalidOperationException("No forklift.");
            }
        }
    }

    private TopologyTestDriver Start(Topology topology) => new(topology, new TopologyTestDriverOptions { TimeProvider = _clock });
}
