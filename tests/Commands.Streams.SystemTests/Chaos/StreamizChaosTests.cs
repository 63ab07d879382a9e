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

        var firsts = _chaos.Ledger.Distinct().ToList();
        firsts.Should().HaveCount(WarehouseChaos.Commands);
        firsts.GroupBy(WarehouseChaos.OrderId).Should().OnlyContain(order => order.Select(WarehouseChaos.Step).SequenceEqual(WarehouseChaos.Steps));
    }

    [Test]
    public async Task Exactly_once_every_receipt_is_seen_once_by_a_reader_of_what_is_committed()
    {
        await RunAsync("exactly-once");

        using var receipts = new Receipts(_chaos.Servers);
        var mine = receipts.ReadToEnd().Where(receipt => _chaos.IsMine(receipt.OrderId)).ToList();
        var repeats = mine.Count - mine.Select(receipt => receipt.CorrelationId).Distinct().Count();
        TestContext.Out.WriteLine($"{mine.Count} receipts, {repeats} of them repeats");
        mine.Select(receipt => receipt.CorrelationId).Distinct().Should().HaveCount(WarehouseChaos.Commands);
        repeats.Should().Be(0);
        _chaos.Ledger.Distinct().Should().HaveCount(WarehouseChaos.Commands);
    }

    private async Task RunAsync(string guarantee)
    {
        await _chaos.PrepareAsync();
        var writing = _chaos.WriteCommandsAsync();
        for (var life = 1; life <= Kills; life++)
        {
            using var warehouse = StartWarehouse(guarantee);
            var target = WarehouseChaos.Commands * life / (Kills + 1);
            await _chaos.UntilDispatchedAsync(warehouse, Math.Max(target, _chaos.Dispatched + 1));
            _chaos.Kill(warehouse);
            TestContext.Out.WriteLine($"life {life}: {_chaos.Dispatched} dispatched");
        }

        await writing;
        using var last = StartWarehouse(guarantee);
        await _chaos.FinishAsync(last);
        TestContext.Out.WriteLine($"{_chaos.Ledger.Count} dispatches of {WarehouseChaos.Commands} commands");
    }

    private SampleProcess StartWarehouse(string guarantee) => _chaos.StartWarehouse("--engine", "streamiz", "--guarantee", guarantee, "--workers", "2");
}
