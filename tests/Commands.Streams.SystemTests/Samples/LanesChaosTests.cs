using System.Diagnostics;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>
/// Many handlers in flight, through kills and rebalances: a second warehouse joins and leaves in order while the first is killed again and again.
/// COMMANDS_STREAMS_CHAOS_KILLS sets how often, 6 by default; two rebalances come with every three kills.
/// </summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LanesChaosTests
{
    private const int Concurrency = 64;
    private const int Partitions = 2;
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimePerLife = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan SteadyWork = TimeSpan.FromSeconds(3);
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS_KILLS") ?? "6");

    private WarehouseChaos _chaos = null!;

    [SetUp]
    public void Begin() => _chaos = new WarehouseChaos();

    [TearDown]
    public void End() => _chaos?.Dispose();

    [Test]
    public async Task At_least_once_little_is_repeated_and_first_effects_keep_their_order()
    {
        var elapsed = await RunAsync("at-least-once");

        CheckEffects(elapsed);
    }

    [Test]
    public async Task Exactly_once_every_receipt_is_seen_once_by_a_reader_of_what_is_committed()
    {
        var elapsed = await RunAsync("exactly-once");

        _chaos.CheckReceipts();
        CheckEffects(elapsed);
    }

    /// <summary>What the handlers did, which no transaction takes back: nothing is missing, little is repeated, and the first effects are in order.</summary>
    private void CheckEffects(TimeSpan elapsed)
    {
        var ledger = _chaos.Ledger;
        var firsts = ledger.Distinct().ToList();
        _chaos.CheckFirstDispatches();

        // What a kill may repeat: what was in flight, and what ended since the last commit, at twice the mean speed to allow for its unevenness.
        var perCommit = WarehouseChaos.Commands * (CommitInterval / (Kills * TimePerLife));
        var bound = Kills * ((2 * perCommit) + (Concurrency * Partitions));
        var repeats = ledger.Count - firsts.Count;
        TestContext.Out.WriteLine($"{repeats} repeats in {Kills} kills and {Rebalances} rebalances, {elapsed.TotalSeconds:F0} s; bound {bound:F0}");
        repeats.Should().BeLessThan((int)bound);
    }

    private static int Rebalances => Kills * 2 / 3;

    private async Task<TimeSpan> RunAsync(string guarantee)
    {
        await _chaos.PrepareAsync();
        var writing = _chaos.WriteCommandsAsync(over: Kills * TimePerLife);
        var start = Stopwatch.GetTimestamp();
        for (var life = 1; life <= Kills; life++)
        {
            using var warehouse = StartWarehouse(guarantee);
            await _chaos.UntilBusyAsync(warehouse);
            if (life % 3 != 0)
            {
                using var second = StartWarehouse(guarantee);
                await _chaos.UntilBusyAsync(second);
                await _chaos.TerminateAsync(second);
            }

            // The backlog of the start is worked off in a burst; what is measured is a kill in steady work, some commits later.
            await _chaos.UntilDispatchedAsync(warehouse, _chaos.Dispatched + (int)(WarehouseChaos.Commands * (SteadyWork / (Kills * TimePerLife))));
            _chaos.Kill(warehouse);
        }

        await writing;
        using var last = StartWarehouse(guarantee);
        await _chaos.FinishAsync(last);
        return Stopwatch.GetElapsedTime(start);
    }

    private SampleProcess StartWarehouse(string guarantee) => _chaos.StartWarehouse(
        "--guarantee", guarantee, "--workers", "1", "--concurrency", $"{Concurrency}", "--work", "5");
}
