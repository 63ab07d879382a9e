using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DeadlineTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _log = [];

    private CommandTopology<long, string, string?> Subscriber { get; } = new CommandTopology<long, string>(Warehouse.Commands).Respond(Warehouse.Responses);

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    [TestCase(-5000, true)]
    [TestCase(-5001, false)]
    [TestCase(60_000, true)]
    public void Command_is_handled_until_its_deadline_and_the_tolerance_have_passed(int left, bool handled)
    {
        using var driver = Start(Subscriber.ForEach(Handle).Build());

        driver.CommandInput().Pipe(1, "a", Until(left));

        _log.Should().HaveCount(handled ? 1 : 0);
        var response = driver.ResponseOutput().ReadRecord();
        response.Headers.GetCommandStatus().Should().Be(handled ? CommandStatus.Completed : CommandStatus.Rejected);
        response.Headers.GetCommandError().Should().Be(handled ? null : CommandErrors.Expired);
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void Timeout_is_judged_from_the_records_timestamp()
    {
        using var driver = Start(Subscriber.DeadlineTolerance(TimeSpan.Zero).ForEach(Handle).Build());
        var headers = Headers.Empty.Add(CommandHeaders.Timeout, "300");

        driver.CommandInput().Pipe(1, "late", Now - 301, headers);
        driver.CommandInput().Pipe(1, "in time", Now - 300, headers);

        _log.Should().Equal("in time");
    }

    [Test]
    public void Expired_command_may_be_dropped_in_silence()
    {
        using var driver = Start(Subscriber.OnExpired(CommandExpiry.Drop).ForEach(Handle).Build());

        driver.CommandInput().Pipe(1, "a", Until(-10_000));

        _log.Should().BeEmpty();
        driver.ResponseOutput().IsEmpty.Should().BeTrue();
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void Command_that_expires_while_it_waits_for_its_key_is_not_started()
    {
        using var driver = Start(Subscriber.DeadlineTolerance(TimeSpan.Zero).Concurrency(2).ForEach(async (command, _) =>
        {
            _log.Add(command.Value);
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            return command.Value;
        }).Build());

        driver.CommandInput().Pipe(1, "first");
        driver.CommandInput().Pipe(1, "second", Until(500));
        driver.AdvanceWallClock(TimeSpan.FromSeconds(3));

        _log.Should().Equal("first");
        driver.ResponseOutput().ReadRecordsToList()[1].Headers.GetCommandError().Should().Be(CommandErrors.Expired);
    }

    [Test]
    public void Deadline_reaches_the_handler_as_its_token_and_then_nobody_is_answered_and_nothing_stops()
    {
        using var driver = Start(Subscriber.DeadlineTolerance(TimeSpan.Zero).Retry(5, Backoff.None).ForEach(WaitForEver).Build());

        driver.CommandInput().Pipe(1, "a", Until(500));
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(499));
        driver.RunningHandlers.Should().Be(1);
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(2));

        driver.RunningHandlers.Should().Be(0);
        _log.Should().Equal("a #1");
        driver.ResponseOutput().IsEmpty.Should().BeTrue();
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [TestCase(500, 0, 1000, 501)]
    [TestCase(500, 200, 1000, 701)]
    [TestCase(1000, 0, 1000, 1000)]
    [TestCase(3000, 0, 1000, 1000)]
    public void Token_ends_when_the_deadline_has_passed_or_at_the_timeout_whichever_is_first(int deadline, int tolerance, int timeout, int end)
    {
        var begin = Now;
        var ended = new List<long>();
        using var driver = Start(Subscriber.DeadlineTolerance(TimeSpan.FromMilliseconds(tolerance)).HandlerTimeout(TimeSpan.FromMilliseconds(timeout))
            .OnFailure(CommandFailure.Skip).ForEach(async (command, stopping) =>
            {
                using var registration = stopping.Register(() => ended.Add(Now - begin));
                return await WaitForEver(command, stopping);
            }).Build());

        driver.CommandInput().Pipe(1, "a", Until(deadline));
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(end - 1));
        ended.Should().BeEmpty();
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(1));

        ended.Should().Equal(end);
        driver.RunningHandlers.Should().Be(0);
        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus())
            .Should().Equal(end > deadline ? [] : [CommandStatus.Failed]);
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void Each_try_has_the_timeout_for_itself_and_all_of_them_end_with_the_deadline()
    {
        var begin = Now;
        var ended = new List<long>();
        using var driver = Start(Subscriber.DeadlineTolerance(TimeSpan.Zero).HandlerTimeout(TimeSpan.FromSeconds(1)).Retry(5, Backoff.None)
            .ForEach(async (command, stopping) =>
            {
                using var registration = stopping.Register(() => ended.Add(Now - begin));
                return await WaitForEver(command, stopping);
            }).Build());

        driver.CommandInput().Pipe(1, "a", Until(2500));
        driver.AdvanceWallClock(TimeSpan.FromSeconds(1));
        driver.AdvanceWallClock(TimeSpan.FromSeconds(1));
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(501));
        driver.AdvanceWallClock(TimeSpan.FromSeconds(10));

        ended.Should().Equal(1000, 2000, 2501);
        driver.ResponseOutput().IsEmpty.Should().BeTrue();
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void Response_that_comes_after_the_deadline_and_the_tolerance_is_not_written([Values] bool asynchronous, [Values(700, 701)] int takes)
    {
        var time = TimeSpan.FromMilliseconds(takes);
        var subscriber = Subscriber.DeadlineTolerance(TimeSpan.FromMilliseconds(200));
        using var driver = Start(asynchronous
            ? subscriber.ForEach(async (command, _) =>
            {
                await Task.Delay(time, _clock);
                return command.Value;
            }).Build()
            : subscriber.ForEach(command =>
            {
                _clock.Advance(time);
                return command.Value;
            }).Build());

        driver.CommandInput().Pipe(1, "a", Until(500));
        if (asynchronous)
        {
            driver.AdvanceWallClock(time);
        }

        driver.RunningHandlers.Should().Be(0);
        driver.ResponseOutput().ReadRecordsToList().Should().HaveCount(takes == 700 ? 1 : 0);
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);
    }

    [Test]
    public void Command_is_not_retried_where_no_time_is_left_for_it()
    {
        using var driver = Start(Subscriber.DeadlineTolerance(TimeSpan.Zero).Retry(5, Backoff.Constant(TimeSpan.FromSeconds(1)))
            .OnFailure(CommandFailure.Skip).ForEach(string? (command) =>
            {
                _log.Add(command.Value);
                throw new InvalidOperationException("No forklift.");
            }).Build());

        driver.CommandInput().Pipe(1, "a", Until(1500));
        driver.AdvanceWallClock(TimeSpan.FromSeconds(1));

        _log.Should().HaveCount(2);
        driver.ResponseOutput().ReadRecord().Headers.GetCommandError().Should().Be(CommandErrors.HandlerFailed);
    }

    [Test]
    public void Handler_that_takes_longer_than_its_timeout_has_failed_and_is_tried_again()
    {
        var failures = new List<Exception>();
        using var driver = Start(Subscriber.HandlerTimeout(TimeSpan.FromSeconds(1)).Retry(2, Backoff.None).OnFailure((_, exception) =>
        {
            failures.Add(exception);
            return CommandFailure.Skip;
        }).ForEach(WaitForEver).Build());

        driver.CommandInput().Pipe(1, "a");
        driver.AdvanceWallClock(TimeSpan.FromSeconds(2));

        _log.Should().Equal("a #1", "a #2");
        failures.Should().ContainSingle().Which.Should().BeOfType<TimeoutException>().Which.Message.Should().Contain("'dispatch_products'");
        driver.ResponseOutput().ReadRecord().Headers.GetCommandStatus().Should().Be(CommandStatus.Failed);
    }

    [Test]
    public void Handler_that_is_cancelled_with_its_task_has_not_timed_out()
    {
        var failures = 0;
        var driver = Start(Subscriber.HandlerTimeout(TimeSpan.FromSeconds(1)).OnFailure((_, _) =>
        {
            failures++;
            return CommandFailure.Skip;
        }).ForEach(WaitForEver).Build());
        driver.CommandInput().Pipe(1, "a");

        driver.Dispose();

        failures.Should().Be(0);
        driver.CommittedOffsets.Should().BeEmpty();
    }

    [Test]
    public void Invalid_command_is_rejected_and_not_handled()
    {
        using var driver = Start(Subscriber.Validate(command => command.Value == string.Empty ? "The address is empty." : null).ForEach(Handle).Build());

        driver.CommandInput().PipeKeyValues((1, string.Empty), (2, "good"));

        _log.Should().Equal("good");
        var response = driver.ResponseOutput().ReadRecord();
        response.Headers.GetCommandStatus().Should().Be(CommandStatus.Rejected);
        response.Headers.GetCommandError().Should().Be(CommandErrors.Invalid);
        response.Headers.GetCommandErrorMessage().Should().Be("The address is empty.");
    }

    [Test]
    public void Validation_that_fails_itself_is_the_applications_matter()
    {
        using var driver = Start(Subscriber.Validate(_ => throw new InvalidOperationException("No rules.")).ForEach(Handle).Build());

        driver.CommandInput().Invoking(input => input.Pipe(1, "a")).Should().Throw<ProcessingException>().WithMessage("*'dispatch_products-validate'*");
    }

    [TestCase(0)]
    [TestCase(31)]
    public void Handler_timeout_out_of_range_is_refused(int days) =>
        Subscriber.Invoking(topology => topology.HandlerTimeout(TimeSpan.FromDays(days))).Should().Throw<ArgumentOutOfRangeException>();

    private string? Handle(Command<long, string> command)
    {
        _log.Add(command.Value);
        return command.Value;
    }

    private async Task<string?> WaitForEver(Command<long, string> command, CancellationToken stopping)
    {
        _log.Add($"{command.Value} #{command.Attempt}");
        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, stopping);
        return null;
    }

    private Headers Until(int left) => Headers.Empty.Add(CommandHeaders.Deadline, $"{Now + left}");

    private TopologyTestDriver Start(Topology topology) => new(topology, new TopologyTestDriverOptions { TimeProvider = _clock });
}
