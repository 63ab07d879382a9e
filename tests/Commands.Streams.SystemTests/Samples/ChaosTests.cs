using System.Globalization;
using Commands.Streams.Clients;
using DispatchProducts;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>
/// The warehouse is killed and started again 20 times, and the broker restarted twice, while commands are written and dispatched.
/// COMMANDS_STREAMS_CHAOS_COMMANDS sets how many.
/// </summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ChaosTests
{
    private const int Kills = 20;
    private const int CommandsPerOrder = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly int Commands = int.Parse(
        Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS_COMMANDS") ?? "10000", CultureInfo.InvariantCulture);

    private readonly long _firstOrder = SomeOrderIds.Range();
    private readonly string _application = $"chaos-{Guid.NewGuid():N}";
    private readonly string _ledger = Path.GetTempFileName();

    [TearDown]
    public void DeleteLedger()
    {
        File.Delete(_ledger);
        File.Delete(_ledger + ".lock");
    }

    [Test]
    public async Task At_least_once_every_command_is_dispatched_and_first_in_order_per_key()
    {
        await RunAsync("at-least-once");

        var firsts = File.ReadLines(_ledger).Where(IsMine).Distinct().ToList();
        firsts.Should().HaveCount(Commands);
        firsts.GroupBy(OrderId).Should().OnlyContain(order => Steps(order).SequenceEqual(Enumerable.Range(0, CommandsPerOrder)));
    }

    [Test]
    public async Task Exactly_once_every_receipt_is_seen_once_by_a_reader_of_what_is_committed()
    {
        var servers = await RunAsync("exactly-once");

        using var receipts = new Receipts(servers);
        var mine = receipts.ReadToEnd().Where(receipt => IsMine(receipt.OrderId)).ToList();
        mine.Select(receipt => receipt.CorrelationId).Should().OnlyHaveUniqueItems();
        mine.Should().HaveCount(Commands);
        File.ReadLines(_ledger).Where(IsMine).Distinct().Should().HaveCount(Commands);
    }

    private static IEnumerable<int> Steps(IEnumerable<string> lines) => lines.Select(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    private static long OrderId(string line) => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);

    private bool IsMine(string line) => IsMine(OrderId(line));

    private bool IsMine(long orderId) => orderId >= _firstOrder && orderId < _firstOrder + (Commands / CommandsPerOrder);

    private async Task<string> RunAsync(string guarantee)
    {
        using var client = RealKafka.Connect();
        await KafkaTool.ShortenSessionsAsync(_application);
        await WarehouseStreams.CreateTopicsAsync(client, default);
        var writing = WriteAsync(client);
        var dispatched = new HashSet<string>();

        for (var life = 1; life <= Kills; life++)
        {
            using var warehouse = StartWarehouse(client.Description, guarantee);
            if (life is Kills / 3 or Kills * 2 / 3)
            {
                await UntilDispatchedAsync(warehouse, dispatched, dispatched.Count + 1);
                await KafkaTool.RestartNodeAsync(1);
            }

            var target = (int)((long)Commands * life / (Kills + 1));
            await UntilDispatchedAsync(warehouse, dispatched, Math.Min(Math.Max(target, dispatched.Count + 1), Commands));
            warehouse.Kill();
            TestContext.Out.WriteLine($"life {life}: {dispatched.Count} dispatched");
        }

        await writing;
        using var last = StartWarehouse(client.Description, guarantee);
        await UntilDispatchedAsync(last, dispatched, Commands);
        (await last.TerminateAsync()).Should().Be(0);
        return client.Description;
    }

    /// <summary>Waits for so many different commands; each process starts again with some that are known.</summary>
    private Task UntilDispatchedAsync(SampleProcess warehouse, HashSet<string> dispatched, int count) =>
        warehouse.UntilAsync(
            line =>
            {
                var dispatch = line["dispatched ".Length..];
                if (IsMine(dispatch))
                {
                    dispatched.Add(dispatch);
                }
            },
            () => dispatched.Count >= count,
            Patience);

    private SampleProcess StartWarehouse(string servers, string guarantee) => new(
        "warehouse", "--bootstrap-servers", servers, "--application-id", _application, "--guarantee", guarantee, "--ledger", _ledger,
        "--workers", "2", "--concurrency", "20", "--work", "2");

    /// <summary>Each order gets several commands, numbered by their addresses.</summary>
    private async Task WriteAsync(IStreamsClient client)
    {
        await using var warehouse = client.CreateCommandClient(WarehouseStreams.DispatchProducts, new CommandClientOptions { SendTimeout = Patience });
        var orders = Commands / CommandsPerOrder;
        for (var step = 0; step < CommandsPerOrder; step++)
        {
            var command = new DispatchProduct(step.ToString(CultureInfo.InvariantCulture));
            foreach (var batch in Enumerable.Range(0, orders).Chunk(500))
            {
                await Task.WhenAll(batch.Select(order => warehouse.SendAsync(_firstOrder + order, command).AsTask()));
            }
        }
    }
}
