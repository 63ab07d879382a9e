using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Subscribing;
using Commands.Streams.Subscribing.Deduplicating;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class DeduplicationTests
{
    private const string Changelog = "test-dispatch_products-finished-changelog";
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _handled = [];

    private static CommandTopology<long, string> Silent { get; } = new CommandTopology<long, string>(Warehouse.Commands).Deduplicate(Retention);

    private static CommandTopology<long, string, string?> Subscriber { get; } = Silent.Respond(Warehouse.Responses);

    [Test]
    public void Duplicate_gets_the_bytes_of_the_first_response_and_is_not_handled([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber, asynchronous));
        var responses = driver.CreateOutputTopic(Warehouse.Responses.Topic, Serdes.ByteArray, Serdes.ByteArray);

        var traced = Ids("id-1", "c-1").Add(CommandHeaders.TraceParent, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        driver.CommandInput().Pipe(1, "a", 1_000, traced);
        driver.AdvanceWallClock(TimeSpan.FromHours(1));
        driver.CommandInput().Pipe(1, "a", 5_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("a");
        var (first, second) = (responses.ReadRecord(), responses.ReadRecord());
        second.Key.Should().Equal(first.Key);
        second.Value.Should().Equal(first.Value).And.NotBeEmpty();
        second.Headers.Should().BeEquivalentTo(first.Headers, options => options.WithStrictOrdering());
        second.Headers.GetCommandStatus().Should().Be(CommandStatus.Completed);
        second.Timestamp.Should().Be(_clock.GetUtcNow().ToUnixTimeMilliseconds(), "a response with an old time might be deleted before it is read");
    }

    [Test]
    public void Duplicate_is_answered_at_its_own_address_with_its_own_correlation_id()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-2").Add(CommandHeaders.ReplyTopic, "dispatch_receipts.web"));

        var first = driver.ResponseOutput().ReadRecord();
        var second = driver.ResponseOutput("dispatch_receipts.web").ReadRecord();
        second.Value.Should().Be(first.Value);
        second.Headers.LastText(CommandHeaders.CorrelationId).Should().Be("c-2");
        second.Headers.Remove(CommandHeaders.CorrelationId).Should().BeEquivalentTo(first.Headers.Remove(CommandHeaders.CorrelationId));
    }

    [Test]
    public void Duplicate_of_a_command_without_an_address_for_its_response_is_answered()
    {
        using var driver = Start(Build(Subscriber));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1").Add(CommandHeaders.ReplyTopic, "dispatch_receipts.gone"));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));

        driver.ResponseOutput().ReadRecord().Value.Should().Be("done a #1");
    }

    [Test]
    public void Duplicates_that_arrive_while_the_first_is_handled_wait_for_it([Values(1, 8)] int concurrency)
    {
        var handler = new TaskCompletionSource<string?>();
        var calls = 0;
        using var driver = Start(Subscriber.Concurrency(concurrency).ForEach(async (_, _) =>
        {
            calls++;
            return await handler.Task;
        }).Build());

        for (var i = 0; i < 3; i++)
        {
            driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        }

        driver.ResponseOutput().IsEmpty.Should().BeTrue();
        handler.SetResult("done");
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));

        calls.Should().Be(1);
        driver.ResponseOutput().ReadValuesToList().Should().Equal("done", "done", "done");
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(3);
    }

    [Test]
    public void Running_handler_does_not_hold_back_the_commit_of_other_commands()
    {
        var handler = new TaskCompletionSource<string?>();
        using var driver = Start(Subscriber.Concurrency(8).ForEach(
            async (command, _) => command.Value == "slow" ? await handler.Task : "done").Build());

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(2, "slow", 1_000, Ids("id-2", "c-2"));
        driver.CommandInput().Pipe(3, "b", 1_000, Ids("id-3", "c-3"));

        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);
        driver.ResponseOutput().ReadValuesToList().Should().Equal("done", "done");
        handler.SetResult("done");
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));
    }

    [Test]
    public void Command_that_is_read_again_gets_its_stored_response_and_is_no_duplicate([Values] bool asynchronous)
    {
        using var duplicates = new CounterReader("commands.streams.subscriber.duplicates", Warehouse.Commands.Topic);
        using var driver = Start(Build(Subscriber, asynchronous));
        Remember(driver, "id-1", offset: 0);

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        _handled.Should().BeEmpty();
        driver.ResponseOutput().ReadValue().Should().Be("stored");
        duplicates.Count.Should().Be(0);

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.ResponseOutput().ReadValue().Should().Be("stored");
        duplicates.Count.Should().Be(1);
    }

    [Test]
    public void Entry_says_which_record_made_it()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a");
        driver.CommandInput().Pipe(1, "b", 1_000, Ids("id-1", "c-1"));

        var finished = driver.GetWindowStore<byte[], FinishedCommand>("dispatch_products-finished").All().Should().ContainSingle().Which.Value;
        (finished.Topic, finished.Partition, finished.Offset).Should().Be((Warehouse.Commands.Topic, 0, 1L));
    }

    [Test]
    public void Duplicate_with_a_reply_topic_that_is_not_allowed_is_rejected()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-2").Add(CommandHeaders.ReplyTopic, "secrets"));

        driver.ResponseOutput().ReadRecordsToList()[1].Headers.GetCommandError().Should().Be(CommandErrors.ReplyTopicNotAllowed);
    }

    [Test]
    public void Response_that_is_too_large_to_be_stored_is_replaced_for_all()
    {
        using var driver = Start(Subscriber.MaxResponseBytes(2_000).ForEach(command =>
        {
            _handled.Add(command.Value);
            return new string('x', 1_950);
        }).Build());

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("a");
        var responses = driver.ResponseOutput().ReadRecordsToList();
        responses[0].Headers.GetCommandError().Should().Be(CommandErrors.ResponseTooLarge);
        responses[1].Headers.Should().BeEquivalentTo(responses[0].Headers);
    }

    [Test]
    public void Response_that_its_serde_refuses_is_replaced_for_all()
    {
        var responses = ResponseStream.Define(Warehouse.Responses.Topic, Serdes.Int64, new BrokenSerde(), partitions: 2);
        using var driver = Start(Silent.Respond(responses).ForEach(command =>
        {
            _handled.Add(command.Value);
            return command.Value;
        }).Build());

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("a");
        driver.ResponseOutput().ReadRecordsToList().Should().HaveCount(2)
            .And.OnlyContain(response => response.Headers.GetCommandError() == CommandErrors.ResponseUnwritable);
    }

    [Test]
    public void Duplicate_is_not_reported_as_accepted()
    {
        using var driver = Start(Build(Subscriber.SendAccepted()));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));

        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus()).Should()
            .Equal(CommandStatus.Accepted, CommandStatus.Completed, CommandStatus.Completed);
    }

    [Test]
    public void Subscriber_without_responses_handles_each_command_once([Values] bool asynchronous)
    {
        using var driver = Start(asynchronous
            ? Silent.ForEach((command, _) =>
            {
                _handled.Add(command.Value);
                return ValueTask.CompletedTask;
            }).Build()
            : Silent.ForEach(command => _handled.Add(command.Value)).Build());

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "b", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "c", 1_000, Ids("id-2", "c-1"));

        _handled.Should().Equal("a", "c");
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(3);
    }

    [Test]
    public void Handler_that_stops_the_worker_leaves_nothing_behind()
    {
        using var driver = Start(Build(Subscriber, failures: 1));

        driver.CommandInput().Invoking(input => input.Pipe(1, "a", 1_000, Ids("id-1", "c-1"))).Should().Throw<ProcessingException>();

        driver.GetWindowStore<byte[], FinishedCommand>("dispatch_products-finished").All().Should().BeEmpty();
    }

    [Test]
    public void Each_finished_command_is_written_to_the_changelog_once()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));

        driver.CreateOutputTopic(Changelog, Serdes.ByteArray, Serdes.ByteArray).ReadRecordsToList().Should().ContainSingle();
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(3651L * 24 * 3600 * 1000)]
    public void Retention_is_checked(long milliseconds) => FluentActions.Invoking(() => Subscriber.Deduplicate(TimeSpan.FromMilliseconds(milliseconds)))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("Finished commands can be remembered for 1 ms to 3650 days*");

    [Test]
    public void Name_of_the_store_is_checked()
    {
        var commands = CommandStream.Define(new string('c', 245), Serdes.Int64, Serdes.String, partitions: 1);

        FluentActions.Invoking(() => new CommandTopology<long, string>(commands).Deduplicate(Retention))
            .Should().Throw<ArgumentException>().WithMessage("*store of finished commands*");
    }

    private static Headers Ids(string commandId, string correlationId) =>
        Headers.Empty.Add(CommandHeaders.CorrelationId, correlationId).Add(CommandHeaders.CommandId, commandId);

    /// <summary>As after a crash between the flush of the store and the commit of the offset.</summary>
    private static void Remember(TopologyTestDriver driver, string id, long offset)
    {
        byte[] identity = [1, 0, 8, .. new byte[7], 1, .. System.Text.Encoding.UTF8.GetBytes(id)];
        var response = new StoredResponse(
            CommandStatus.Completed, "stored"u8.ToArray(), Headers.Empty.Add(CommandHeaders.CommandId, id).Add(CommandHeaders.Status, "completed"));
        driver.GetWindowStore<byte[], FinishedCommand>("dispatch_products-finished").Put(
            identity, new FinishedCommand(Warehouse.Commands.Topic, 0, offset, response), driver.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private Topology Build(CommandTopology<long, string, string?> subscriber, bool asynchronous = false, int failures = 0)
    {
        return asynchronous
            ? subscriber.ForEach((command, _) => new ValueTask<string?>(Handle(command))).Build()
            : subscriber.ForEach(Handle).Build();

        string? Handle(Command<long, string> command)
        {
            _handled.Add(command.Value);
            return command.Value == "reject" ? throw new CommandRejectedException("sold-out", "Nothing is left.")
                : failures-- > 0 ? throw new InvalidOperationException("Not now.")
                : $"done {command.Value} #{command.Attempt}";
        }
    }

    private TopologyTestDriver Start(Topology topology) => new(topology, new TopologyTestDriverOptions { TimeProvider = _clock });
}
