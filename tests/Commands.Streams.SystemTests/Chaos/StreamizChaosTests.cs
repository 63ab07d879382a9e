using Commands.Streams.SystemTests.Samples;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>The warehouse on Streamiz is killed three times while commands are written and dispatched.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StreamizChaosTests
{
    private const int Kills = 3;

    private WarehouseChaos _chaos = null!;

    [SetUp]
    public void Begin() => _chaos = new WarehouseChaos();

    [TearDown]
    public void End() => _chaos?.Dispose();

    [Test]
    public async Task At_least_once_every_command_is_dispatched_and_first_in_order_per_key()
    {
        await RunAsync("at-least-once");

        _chaos.CheckFirstDispatches();
    }

    [Test]
    public async Task Exactly_once_every_receipt_is_seen_once_by_a_reader_of_what_is_committed()
    {
        await RunAsync("exactly-once");

        _chaos.CheckReceipts();
        _chaos.Ledger.Distinct().Should().HaveCount(WarehouseChaos.Commands);
    }

    private Task RunAsync(string guarantee) =>
        _chaos.RunAsync(Kills, () => _chaos.StartWarehouse("--engine", "streamiz", "--guarantee", guarantee, "--workers", "2"));
}
