using System.Collections.Concurrent;
using System.Globalization;
using Commands.Streams.Kafka;

namespace Commands.Streams.SystemTests.Clients;

/// <summary>
/// Ten times more commands than a subscriber can handle: they wait in the topic, not in its memory, and its group never misses it.
/// COMMANDS_STREAMS_OVERLOAD_SECONDS sets for how long.
/// </summary>
public sealed class OverloadTests
{
    private const int Partitions = 2;
    private const int Keys = 200;
    private const int Concurrency = 20;
    private const int Overload = 10;
    // A worker that does not poll for so long loses its partitions.
    private const int MaxPollIntervalMs = 3000;
    private const long MostGrowth = 128 * 1024 * 1024;

    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(int.Parse(
        Environment.GetEnvironmentVariable("COMMANDS_STREAMS_OVERLOAD_SECONDS") ?? "15", CultureInfo.InvariantCulture));

    private readonly ConcurrentDictionary<long, int> _handled = new();
    private readonly ConcurrentQueue<ApplicationState> _states = new();
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _disorder;

    [Test]
    public async Task Commands_that_come_ten_times_too_fast_cost_no_partition_and_no_memory()
    {
        using var kafka = RealKafka.Connect(configure: options => options.Consumer.MaxPollIntervalMs = MaxPollIntervalMs);
        var commands = CommandStream.Define(await RealKafka.CreateTopicAsync(kafka, Partitions), Serdes.Int64, Serdes.Int32, Partitions);
        var topology = new CommandTopology<long, int>(commands).Concurrency(Concurrency).ForEach(HandleAsync).Build();
        await using var warehouse = new StreamsApplication(topology, new StreamsOptions { ApplicationId = commands.Topic }, kafka);
        warehouse.StateChanged += Note;
        await warehouse.StartAsync();
        await _running.Task.WaitAsync(Patience);

        var (written, growth) = await WriteAsync(kafka, commands);
        var states = _states.ToList();
        var handled = _handled.Values.Sum();
        await warehouse.StopAsync();

        TestContext.Out.WriteLine($"{written} written, {handled} handled, {growth / 1024 / 1024} MB more");
        states.Should().Equal(ApplicationState.Rebalancing, ApplicationState.Running);
        growth.Should().BeLessThan(MostGrowth);
        handled.Should().BeGreaterThan(0).And.BeLessThan(written / 2, "there must have been more than could be handled");
        _disorder.Should().Be(0);
    }

    private async ValueTask HandleAsync(Command<long, int> command, CancellationToken cancellationToken)
    {
        await Task.Delay(Work, cancellationToken);
        if (_handled.AddOrUpdate(command.Key, 1, (_, count) => count + 1) != command.Value + 1)
        {
            Interlocked.Increment(ref _disorder);
        }
    }

    private void Note(ApplicationState state)
    {
        _states.Enqueue(state);
        if (state == ApplicationState.Running)
        {
            _running.TrySetResult();
        }
    }

    /// <summary>Writes, each key its numbers in order, and watches the memory of the process from a third of the time on.</summary>
    private static async Task<(int Written, long Growth)> WriteAsync(KafkaClient kafka, CommandStream<long, int> commands)
    {
        var perTick = (int)(Overload * Partitions * Concurrency * (Tick / Work));
        var ticks = (int)(Lasts / Tick);
        var (written, first, most) = (0, 0L, 0L);
        using var pace = new PeriodicTimer(Tick);
        await using var client = kafka.CreateCommandClient(commands);
        for (var tick = 0; tick < ticks; tick++)
        {
            var sends = Enumerable.Range(written, perTick).Select(number => client.SendAsync(number % Keys, number / Keys).AsTask());
            await Task.WhenAll(sends);
            written += perTick;
            if (tick >= ticks / 3)
            {
                first = first == 0 ? Environment.WorkingSet : first;
                most = Math.Max(most, Environment.WorkingSet);
            }

            await pace.WaitForNextTickAsync();
        }

        return (written, most - first);
    }
}
