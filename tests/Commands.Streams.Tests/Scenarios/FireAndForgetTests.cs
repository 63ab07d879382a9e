using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FireAndForgetTests
{
    private readonly List<string> _dispatched = [];

    private CommandTopology<long, string> Subscriber { get; } = new(Warehouse.Commands);

    [Test]
    public void Synchronous_handler_gets_each_command_with_its_position()
    {
        using var driver = new TopologyTestDriver(Subscriber
            .ForEach(command => _dispatched.Add($"{command.Key} {command.Value} {command.Topic}-{command.Partition}@{command.Offset}"))
            .Build());

        driver.CommandInput().PipeKeyValues((12004, "1 Streetford Road"), (12005, "2 Roadford Avenue"));

        _dispatched.Should().Equal(
            "12004 1 Streetford Road dispatch_products-0@0",
            "12005 2 Roadford Avenue dispatch_products-0@1");
    }

    [Test]
    public void Handler_sees_ids_headers_and_timestamp()
    {
        Command<long, string> seen = default;
        using var driver = new TopologyTestDriver(Subscriber.ForEach(command => { seen = command; }).Build());

        driver.CommandInput().Pipe(1, "a", 1234, Warehouse.Correlated("c-1").Add(CommandHeaders.CommandId, "id-1"));

        seen.CorrelationId.Should().Be(CorrelationId.FromText("c-1"));
        seen.CommandId.Should().Be(CommandId.FromText("id-1"));
        seen.Timestamp.Should().Be(1234);
        seen.Headers.Should().HaveCount(2);
    }

    [Test]
    public void Asynchronous_handlers_run_at_the_same_time_but_one_after_the_other_per_key()
    {
        var gate = new TaskCompletionSource();
        using var driver = new TopologyTestDriver(Subscriber
            .Concurrency(2)
            .ForEach(async (command, _) =>
            {
                _dispatched.Add($"{command.Key} starts");
                await gate.Task;
                _dispatched.Add($"{command.Key} ends");
            })
            .Build());

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "b"), (2, "c"));

        _dispatched.Should().Equal("1 starts", "2 starts");
        driver.CommittedOffsets.Should().BeEmpty("no handler has ended");
        gate.SetResult();
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));
        _dispatched.Should().HaveCount(6);
        driver.CommittedOffsets.Values.Should().OnlyContain(commit => commit.Offset == 3);
    }

    [Test]
    public void Handlers_without_a_token_are_awaited([Values] bool valueTask)
    {
        var gate = new TaskCompletionSource();
        using var driver = new TopologyTestDriver(valueTask
            ? Subscriber.ForEach(_ => new ValueTask(gate.Task)).Build()
            : Subscriber.ForEach(_ => gate.Task).Build());

        driver.CommandInput().Pipe(1, "a");

        driver.RunningHandlers.Should().Be(1);
        gate.SetResult();
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));
    }

    [Test]
    public void Rejected_command_counts_as_done([Values] bool asynchronous)
    {
        using var driver = new TopologyTestDriver(Build(Subscriber, asynchronous, new CommandRejectedException("invalid", "No address.")));

        driver.CommandInput().PipeKeyValues((1, "bad"), (2, "good"));

        _dispatched.Should().Equal("good");
    }

    [Test]
    public void Failing_handler_stops_by_default_and_the_command_is_not_committed([Values] bool asynchronous)
    {
        using var driver = new TopologyTestDriver(Build(Subscriber, asynchronous, new InvalidOperationException("No forklift.")));
        var commands = driver.CommandInput();

        commands.Invoking(input => input.Pipe(1, "bad")).Should().Throw<ProcessingException>()
            .WithMessage("*dispatch_products-0@0*'dispatch_products-handle'*No forklift.*");

        driver.CommittedOffsets.Should().BeEmpty();
    }

    [Test]
    public void Failing_handler_may_skip_its_command([Values] bool asynchronous)
    {
        var failures = new List<string>();
        var subscriber = Subscriber.OnFailure((command, exception) =>
        {
            failures.Add($"{command.Value}: {exception.Message}");
            return CommandFailure.Skip;
        });
        using var driver = new TopologyTestDriver(Build(subscriber, asynchronous, new InvalidOperationException("No forklift.")));

        driver.CommandInput().PipeKeyValues((1, "bad"), (2, "good"));

        _dispatched.Should().Equal("good");
        failures.Should().Equal("bad: No forklift.");
    }

    [Test]
    public void Function_that_decides_about_a_failure_and_fails_stops_with_both([Values] bool asynchronous)
    {
        var subscriber = Subscriber.OnFailure((_, _) => throw new NotSupportedException("No idea."));
        using var driver = new TopologyTestDriver(Build(subscriber, asynchronous, new InvalidOperationException("No forklift.")));

        driver.CommandInput().Invoking(input => input.Pipe(1, "bad")).Should().Throw<ProcessingException>()
            .WithInnerException<AggregateException>().WithMessage("*'dispatch_products'*No forklift.*No idea.*");
    }

    [Test]
    public void Handler_that_is_cancelled_with_its_task_has_not_failed()
    {
        var failures = 0;
        var stopped = new TaskCompletionSource();
        var driver = new TopologyTestDriver(Subscriber
            .OnFailure((_, _) =>
            {
                failures++;
                return CommandFailure.Skip;
            })
            .ForEach(async (_, stopping) =>
            {
                using var registration = stopping.Register(stopped.SetResult);
                await stopped.Task;
                stopping.ThrowIfCancellationRequested();
            })
            .Build());
        driver.CommandInput().Pipe(1, "a");

        driver.Dispose();

        stopped.Task.IsCompleted.Should().BeTrue();
        failures.Should().Be(0);
        driver.CommittedOffsets.Should().BeEmpty();
    }

    [Test]
    public void Handlers_of_every_form_can_be_given_as_methods()
    {
        Subscriber.ForEach(Now).Should().NotBeNull();
        Subscriber.ForEach(AsTask).Should().NotBeNull();
        Subscriber.ForEach(AsValueTask).Should().NotBeNull();
        Subscriber.Respond(Warehouse.Responses).ForEach(Answer).Should().NotBeNull();

        static void Now(Command<long, string> command)
        {
        }

        static Task AsTask(Command<long, string> command, CancellationToken stopping) => Task.CompletedTask;

        static ValueTask AsValueTask(Command<long, string> command, CancellationToken stopping) => ValueTask.CompletedTask;

        static string? Answer(Command<long, string> command) => null;
    }

    [Test]
    public void Description_shows_the_steps() => Subscriber.ForEach(_ => { }).Build().Describe().ToString().Should().Be(
        """
        Topologies:
           Sub-topology: 0
            Source: dispatch_products-read (topics: [dispatch_products])
              --> dispatch_products-receive
            Processor: dispatch_products-receive (stores: [])
              --> dispatch_products-expiry
              <-- dispatch_products-read
            Processor: dispatch_products-expiry (stores: [])
              --> dispatch_products-handle
              <-- dispatch_products-receive
            Processor: dispatch_products-handle (stores: [])
              --> none
              <-- dispatch_products-expiry
        """ + "\n\n");

    [Test]
    public void Subscriber_composes_with_other_streams()
    {
        var builder = new StreamsBuilder();
        Subscriber.ForEach(command => _dispatched.Add(command.Value)).AddTo(builder);
        builder.Stream<long, string>("orders").To("copies");
        using var driver = new TopologyTestDriver(builder.Build());

        driver.CommandInput().Pipe(1, "a");
        driver.CreateInputTopic<long, string>("orders").Pipe(2, "b");

        _dispatched.Should().Equal("a");
        driver.CreateOutputTopic<long, string>("copies").ReadKeyValue().Should().Be((2L, "b"));
    }

    [Test]
    public void Building_twice_gives_independent_topologies()
    {
        var subscriber = Subscriber.ForEach(command => _dispatched.Add(command.Value));

        var first = subscriber.Build();
        var second = subscriber.Build();

        first.Should().NotBeSameAs(second);
        using var driver = new TopologyTestDriver(second);
        driver.CommandInput().Pipe(1, "a");
        _dispatched.Should().Equal("a");
    }

    [Test]
    public void Concurrency_below_one_is_reported_when_built()
    {
        Subscriber.Concurrency(0).ForEach((_, _) => ValueTask.CompletedTask)
            .Invoking(subscriber => subscriber.Build()).Should().Throw<TopologyException>().WithMessage("*concurrency of 0*");
    }

    private Topology Build(CommandTopology<long, string> subscriber, bool asynchronous, Exception exception)
    {
        void Dispatch(Command<long, string> command)
        {
            if (command.Value == "bad")
            {
                throw exception;
            }

            _dispatched.Add(command.Value);
        }

        return asynchronous
            ? subscriber.ForEach(async (command, _) =>
            {
                await Task.CompletedTask;
                Dispatch(command);
            }).Build()
            : subscriber.ForEach(Dispatch).Build();
    }
}
