using System.Globalization;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StrictRetryTests
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromMinutes(10);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _log = [];
    private readonly Dictionary<string, int> _failures = [];

    private CommandTopology<long, string> Subscriber { get; } = new CommandTopology<long, string>(Warehouse.Commands)
        .RetryLater(RetryOrder.Strict, First, Second);

    [Test]
    public void Later_commands_of_the_key_are_held_and_other_keys_go_on()
    {
        _failures["a"] = 1;
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "b"), (2, "c"), (1, "d"));
        _log.Should().Equal("1 a #1", "2 c #1");
        driver.AdvanceWallClock(First);

        _log.Should().Equal("1 a #1", "2 c #1", "1 a #2", "1 b #1", "1 d #1");
    }

    [Test]
    public void Held_commands_follow_from_topic_to_topic()
    {
        _failures["a"] = 2;
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "b"));
        driver.AdvanceWallClock(First);
        driver.CommandInput().PipeKeyValues((1, "c"), (2, "d"));
        _log.Should().Equal("1 a #1", "1 a #2", "2 d #1");
        driver.AdvanceWallClock(Second);

        _log.Should().Equal("1 a #1", "1 a #2", "2 d #1", "1 a #3", "1 b #1", "1 c #1");
    }

    [Test]
    public void A_key_is_free_again_once_nothing_of_it_waits()
    {
        _failures["a"] = 1;
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "b"));
        driver.AdvanceWallClock(First);
        _log.Clear();
        driver.CommandInput().Pipe(1, "c");

        _log.Should().Equal("1 c #1");
    }

    [Test]
    public void Held_commands_that_fail_have_their_own_delays()
    {
        _failures["a"] = _failures["b"] = 1;
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "b"), (1, "c"));
        driver.AdvanceWallClock(First);
        _log.Should().Equal("1 a #1", "1 a #2", "1 b #1");
        driver.AdvanceWallClock(First);

        _log.Should().Equal("1 a #1", "1 a #2", "1 b #1", "1 b #2", "1 c #1");
    }

    [Test]
    public void Held_commands_go_on_where_the_one_before_them_has_failed_for_good()
    {
        _failures["a"] = int.MaxValue;
        using var driver = Start(Build(Subscriber.DeadLetterTo("dlt")));

        driver.CommandInput().PipeKeyValues((1, "a"), (1, "b"));
        driver.AdvanceWallClock(First + Second);

        _log.Should().Equal("1 a #1", "1 a #2", "1 a #3", "1 b #1");
        driver.CreateOutputTopic("dlt", Serdes.Int64, Serdes.String).ReadValuesToList().Should().Equal("a");
    }

    [Test]
    public void Keys_of_bytes_are_held_by_their_bytes()
    {
        var commands = CommandStream.Define("dispatch_products", Serdes.ByteArray, Serdes.String, partitions: 1);
        var subscriber = new CommandTopology<byte[], string>(commands).RetryLater(RetryOrder.Strict, First).ForEach(command =>
        {
            _log.Add(command.Value);
            if (command.Value == "a" && command.Attempt == 1)
            {
                throw new InvalidOperationException("No.");
            }
        });
        using var driver = Start(subscriber.Build());
        var input = driver.CreateInputTopic("dispatch_products", Serdes.ByteArray, Serdes.String);

        input.Pipe([1], "a");
        input.Pipe([1], "b");
        driver.AdvanceWallClock(First);

        _log.Should().Equal("a", "a", "b");
    }

    [Test]
    public void Keys_whose_type_compares_references_are_held_by_their_bytes()
    {
        var commands = CommandStream.Define("dispatch_products", Serdes.Json<Order>(), Serdes.String, partitions: 1);
        var subscriber = new CommandTopology<Order, string>(commands).RetryLater(RetryOrder.Strict, First).ForEach(command =>
        {
            _log.Add(command.Value);
            if (command.Value == "a" && command.Attempt == 1)
            {
                throw new InvalidOperationException("No.");
            }
        });
        using var driver = Start(subscriber.Build());
        var input = driver.CreateInputTopic("dispatch_products", commands.KeySerde, Serdes.String);

        input.Pipe(new Order { Number = 1 }, "a");
        input.Pipe(new Order { Number = 1 }, "b");
        input.Pipe(new Order { Number = 2 }, "c");
        driver.AdvanceWallClock(First);

        _log.Should().Equal("a", "c", "a", "b");
    }

    /// <summary>Per key, the model is a list: each command is tried until it succeeds or has no delay left, and only then comes the next.</summary>
    [Test]
    public void Order_per_key_is_that_of_a_list_whatever_fails_and_however_long_handlers_take() => Gen.Select(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 40], Gen.Int[0, 90]).Array[1, 25], Gen.Int[1, 6], Gen.Bool).Sample((
            plan, concurrency, asynchronous) =>
    {
        var clock = new ManualTimeProvider();
        var runs = new List<(long Key, int Number, int Attempt)>();
        var topology = Planned(plan, concurrency, asynchronous, clock, runs);
        using var driver = new TopologyTestDriver(topology, new TopologyTestDriverOptions { TimeProvider = clock });

        for (var number = 0; number < plan.Length; number++)
        {
            driver.CommandInput().Pipe(plan[number].Item1, number.ToString(CultureInfo.InvariantCulture));
            driver.AdvanceWallClock(TimeSpan.FromSeconds(plan[number].Item4));
        }

        driver.AdvanceWallClock(TimeSpan.FromDays(1));

        for (var key = 0L; key <= 3; key++)
        {
            var expected = Enumerable.Range(0, plan.Length).Where(number => plan[number].Item1 == key)
                .SelectMany(number => Enumerable.Range(1, Math.Min(plan[number].Item2 + 1, 3)).Select(attempt => (key, number, attempt)));
            runs.Where(run => run.Key == key).Should().Equal(expected);
        }
    }, iter: 300);

    private static Topology Planned(
        (int Key, int Failures, int Seconds, int Pause)[] plan, int concurrency, bool asynchronous, TimeProvider clock, List<(long, int, int)> runs)
    {
        var subscriber = new CommandTopology<long, string>(Warehouse.Commands)
            .RetryLater(RetryOrder.Strict, First, Second).OnFailure(CommandFailure.Skip).Concurrency(concurrency);
        return asynchronous
            ? subscriber.ForEach(async (command, stopping) =>
            {
                var number = Begin(command);
                await Task.Delay(TimeSpan.FromSeconds(plan[number].Seconds), clock, stopping);
                End(command, number);
            }).Build()
            : subscriber.ForEach(command => End(command, Begin(command))).Build();

        int Begin(Command<long, string> command)
        {
            var number = int.Parse(command.Value, CultureInfo.InvariantCulture);
            runs.Add((command.Key, number, command.Attempt));
            return number;
        }

        void End(Command<long, string> command, int number)
        {
            if (command.Attempt <= plan[number].Failures)
            {
                throw new InvalidOperationException("Not yet.");
            }
        }
    }

    private sealed class Order
    {
        public int Number { get; init; }
    }

    private Topology Build(CommandTopology<long, string> subscriber) => subscriber.ForEach(command =>
    {
        _log.Add($"{command.Key} {command.Value} #{command.Attempt}");
        if (_failures.TryGetValue(command.Value, out var failures) && command.Attempt <= failures)
        {
            throw new InvalidOperationException($"{command.Value} failed");
        }
    }).Build();

    private TopologyTestDriver Start(Topology topology) => new(topology, new TopologyTestDriverOptions { TimeProvider = _clock });
}
