using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests;

/// <summary>Applications with threads, on a cluster in memory.</summary>
public sealed class StreamsApplicationTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly SimulatedCluster _cluster = new(new SimulatedClusterOptions { TimeProvider = TimeProvider.System });
    private readonly ConcurrentQueue<string> _handled = new();
    private readonly StreamsBuilder _builder = new();
    private readonly SemaphoreSlim _handledOne = new(0);

    [SetUp]
    public void CreateTopic() => _cluster.CreateTopic("in", 2);

    [Test]
    public async Task It_goes_through_its_states_and_handles_what_is_written()
    {
        var states = new ConcurrentQueue<ApplicationState>();
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var application = Application(new StreamsOptions());
        application.StateChanged += state =>
        {
            states.Enqueue(state);
            if (state == ApplicationState.Running)
            {
                running.TrySetResult();
            }
        };

        application.State.Should().Be(ApplicationState.Created);
        await application.StartAsync();
        await running.Task.WaitAsync(Deadline);
        await WriteAsync("one");
        await HandledAsync();
        await application.StopAsync();

        _handled.Should().Equal("one");
        states.Should()
            .StartWith([ApplicationState.Rebalancing, ApplicationState.Running]).And
            .EndWith([ApplicationState.PendingShutdown, ApplicationState.NotRunning]);
        application.Completion.IsCompletedSuccessfully.Should().BeTrue();
        _cluster.GetCommittedOffsets("app").Values.Sum(committed => committed.Offset).Should().Be(1);
    }

    [Test]
    public async Task What_cannot_be_handled_ends_it_loudly()
    {
        await using var application = Application(new StreamsOptions(), fails: value => value == "bad");
        await application.StartAsync();
        await WriteAsync("bad");

        var failed = async () => await application.Completion.WaitAsync(Deadline);

        (await failed.Should().ThrowAsync<ProcessingException>()).WithMessage("*KSTREAM-FOREACH*task 0_*this value is bad*");
        application.State.Should().Be(ApplicationState.Error);
        _cluster.GetCommittedOffsets("app").Should().BeEmpty();
    }

    [Test]
    public async Task A_listener_that_throws_ends_nothing_and_keeps_no_other_from_hearing()
    {
        var heard = new ConcurrentQueue<ApplicationState>();
        await using var application = Application(new StreamsOptions());
        application.StateChanged += _ => throw new InvalidOperationException("A bad listener.");
        application.StateChanged += heard.Enqueue;
        await application.StartAsync();
        await WriteAsync("one");
        await HandledAsync();

        await application.StopAsync().WaitAsync(Deadline);

        heard.Should().EndWith([ApplicationState.PendingShutdown, ApplicationState.NotRunning]);
        application.Completion.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Test]
    public async Task A_worker_that_is_replaced_tries_again()
    {
        var failures = 0;
        var options = new StreamsOptions
        {
            UncaughtExceptionHandler = _ => UncaughtExceptionResponse.ReplaceWorker,
        };
        await using var application = Application(options, fails: _ => Interlocked.Increment(ref failures) == 1);
        await application.StartAsync();
        await WriteAsync("twice");

        await HandledAsync();

        failures.Should().Be(2);
        await application.StopAsync();
        application.State.Should().Be(ApplicationState.NotRunning);
    }

    [Test]
    public async Task All_problems_of_options_are_said_before_anything_starts()
    {
        await using var application = Application(new StreamsOptions { Workers = 0, TaskTimeout = TimeSpan.Zero });

        var refused = await application.Invoking(refusing => refusing.StartAsync()).Should().ThrowAsync<StreamsConfigurationException>();

        refused.Which.Problems.Should().HaveCount(2);
        application.State.Should().Be(ApplicationState.Error);
    }

    [Test]
    public async Task It_starts_when_the_cluster_is_there()
    {
        var isAway = true;
        var admin = new FakeAdmin(("in", 2)) { Error = () => Volatile.Read(ref isAway) ? Away() : null };
        var told = new ConcurrentQueue<ClientException?>();
        await using var application = Application(new StreamsOptions(), admin: admin);
        application.ClusterErrorChanged += error =>
        {
            told.Enqueue(error);
            Volatile.Write(ref isAway, false);
        };

        await application.StartAsync().WaitAsync(Deadline);
        await WriteAsync("one");
        await HandledAsync();

        told.Should().HaveCount(2);
        application.ClusterError.Should().BeNull();
    }

    [Test]
    public async Task It_can_be_stopped_while_it_waits_for_the_cluster()
    {
        var away = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var application = Application(new StreamsOptions(), admin: new FakeAdmin { Error = Away });
        application.ClusterErrorChanged += _ => away.TrySetResult();
        var start = application.StartAsync();
        await away.Task.WaitAsync(Deadline);
        application.State.Should().Be(ApplicationState.Created);
        application.ClusterError!.Message.Should().Be("nobody answers");

        await application.StopAsync().WaitAsync(Deadline);

        await start.WaitAsync(Deadline);
        application.State.Should().Be(ApplicationState.NotRunning);
        application.Completion.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Test]
    public async Task It_does_not_wait_for_a_cluster_that_refuses()
    {
        var refused = new ClientException(ClientErrorKind.Fatal, "_AUTHENTICATION", "wrong password");
        await using var application = Application(new StreamsOptions(), admin: new FakeAdmin { Error = () => refused });

        await application.Invoking(refusing => refusing.StartAsync()).Should().ThrowAsync<ClientException>().WithMessage("wrong password");

        application.State.Should().Be(ApplicationState.Error);
    }

    [Test]
    public async Task It_starts_once()
    {
        await using var application = Application(new StreamsOptions());
        await application.StartAsync();

        await application.Invoking(again => again.StartAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*has already been started*");
    }

    [Test]
    public async Task One_that_was_never_started_stops_at_once()
    {
        await using var application = Application(new StreamsOptions());

        await application.StopAsync().WaitAsync(Deadline);

        application.State.Should().Be(ApplicationState.NotRunning);
    }

    [Test]
    public async Task Turn_that_does_not_end_is_reported_once()
    {
        using var entered = new SemaphoreSlim(0);
        using var leave = new SemaphoreSlim(0);
        var time = new ManualTimeProvider();
        var log = new RecordedLog();
        var options = new StreamsOptions { TimeProvider = time, LoggerFactory = log };
        await using var application = Application(options, fails: value =>
        {
            entered.Release();
            leave.Wait(Deadline);
            return false;
        });
        await application.StartAsync();
        await WriteAsync("slow");
        (await entered.WaitAsync(Deadline)).Should().BeTrue();

        time.Advance(TimeSpan.FromSeconds(29));
        var before = log.Lines.Count(IsStall);
        time.Advance(TimeSpan.FromSeconds(31));
        var longest = application.LongestTurn;
        time.Advance(TimeSpan.FromSeconds(30));
        leave.Release();
        await HandledAsync();
        await application.StopAsync();

        before.Should().Be(0);
        longest.Should().Be(TimeSpan.FromSeconds(60));
        log.Lines.Where(IsStall).Should().ContainSingle().Which.Should().StartWith("Warning: app-worker-0 has been in one turn for 00:00:");
        application.LongestTurn.Should().Be(TimeSpan.Zero);

        static bool IsStall(string line) => line.Contains("has been in one turn");
    }

    private static ClientException Away() => new(ClientErrorKind.Retriable, "_TRANSPORT", "nobody answers");

    private StreamsApplication Application(StreamsOptions options, Func<string, bool>? fails = null, FakeAdmin? admin = null)
    {
        _builder.Stream<string, string>("in").ForEach((_, value) =>
        {
            if (fails?.Invoke(value) == true)
            {
                throw new InvalidOperationException($"this value is {value}");
            }

            _handled.Enqueue(value);
            _handledOne.Release();
        });
        return new StreamsApplication(_builder.Build(), options with { ApplicationId = "app" }, new ProducerFaults(_cluster.CreateClient()) { Admin = admin });
    }

    private async Task HandledAsync() => (await _handledOne.WaitAsync(Deadline)).Should().BeTrue();

    private async Task WriteAsync(string value)
    {
        await using var publisher = _cluster.CreateClient().CreatePublisher("test");
        await PublishAsync(publisher, value);
    }

    private static ValueTask<RecordMetadata> PublishAsync(IRecordPublisher publisher, string value)
    {
        var record = new ProduceRecord
        {
            Key = "k"u8,
            HasKey = true,
            Value = System.Text.Encoding.UTF8.GetBytes(value),
            HasValue = true,
            Partition = ProduceRecord.AnyPartition,
            Timestamp = 1,
        };
        return publisher.PublishAsync("in", in record, Deadline);
    }
}
