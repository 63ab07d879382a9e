using System.Globalization;
using Commands.Streams.Clients;
using DispatchProducts;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>
/// Commands are written while a warehouse is killed and started again; each order gets several, numbered by their addresses. Everybody shares a
/// ledger. COMMANDS_STREAMS_CHAOS_COMMANDS sets how many commands.
/// </summary>
internal sealed class WarehouseChaos : IDisposable
{
    private const int CommandsPerOrder = 10;
    private const int BatchSize = 500;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly long _firstOrder = SomeOrderIds.Range();
    private readonly string _application = $"chaos-{Guid.NewGuid():N}";
    private readonly string _ledger = Path.GetTempFileName();
    private readonly HashSet<string> _dispatched = [];
    private readonly IStreamsClient _client = ConnectIfAsked();

    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(3);

    public static int Commands { get; } = int.Parse(
        Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS_COMMANDS") ?? "10000", CultureInfo.InvariantCulture);

    public static IEnumerable<int> Steps { get; } = Enumerable.Range(0, CommandsPerOrder);

    public string Servers => _client.Description;

    /// <summary>The different commands that warehouses were seen to dispatch.</summary>
    public int Dispatched => _dispatched.Count;

    /// <summary>The lines of the ledger, repeated ones included.</summary>
    public IReadOnlyList<string> Ledger => [.. File.ReadLines(_ledger).Where(line => IsMine(OrderId(line)))];

    public static long OrderId(string line) => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);

    public static int Step(string line) => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);

    public bool IsMine(long orderId) => orderId >= _firstOrder && orderId < _firstOrder + (Commands / CommandsPerOrder);

    /// <summary>These tests take minutes and end processes and brokers, so they run where they are asked for.</summary>
    private static IStreamsClient ConnectIfAsked()
    {
        if (Environment.GetEnvironmentVariable("COMMANDS_STREAMS_CHAOS") != "1")
        {
            Assert.Ignore("COMMANDS_STREAMS_CHAOS is not 1, so processes and brokers are left alone.");
        }

        return RealKafka.Connect();
    }

    public async Task PrepareAsync()
    {
        await KafkaTool.ShortenSessionsAsync(_application);
        await WarehouseStreams.CreateTopicsAsync(_client, default);
    }

    public SampleProcess StartWarehouse(params string[] options) =>
        new(["warehouse", "--bootstrap-servers", Servers, "--application-id", _application, "--ledger", _ledger, .. options]);

    /// <summary>Ends a warehouse at once. What it dispatched and did not print any more is in the ledger.</summary>
    public void Kill(SampleProcess warehouse)
    {
        warehouse.Kill();
        _dispatched.UnionWith(Ledger);
    }

    /// <summary>Has a warehouse end in order.</summary>
    public async Task TerminateAsync(SampleProcess warehouse)
    {
        (await warehouse.TerminateAsync()).Should().Be(0);
        _dispatched.UnionWith(Ledger);
    }

    /// <summary>
    /// Has the last warehouse finish everything and end in order. What a killed one dispatched may not be committed, so the ledger alone does not tell.
    /// </summary>
    public async Task FinishAsync(SampleProcess last)
    {
        await UntilDispatchedAsync(last, Commands);
        var closing = _firstOrder - 1;
        await using (var warehouse = _client.CreateCommandClient(WarehouseStreams.DispatchProducts))
        {
            await warehouse.SendAsync(closing, new DispatchProduct("closing"));
        }

        await last.UntilAsync($"dispatched {closing} closing", Patience);
        using var deadline = new CancellationTokenSource(Patience);
        while (!await KafkaTool.HasCaughtUpAsync(_application))
        {
            deadline.Token.ThrowIfCancellationRequested();
        }

        await TerminateAsync(last);
    }

    /// <summary>Writes all commands while warehouses are killed, one after the other, at equal distances, and has a last one finish.</summary>
    /// <param name="kills">How many are killed.</param>
    /// <param name="start">Starts a warehouse.</param>
    /// <param name="begun">Called with the number of each one that is to be killed.</param>
    public async Task RunAsync(int kills, Func<SampleProcess> start, Func<int, SampleProcess, Task>? begun = null)
    {
        await PrepareAsync();
        var writing = WriteCommandsAsync();
        for (var life = 1; life <= kills; life++)
        {
            using var warehouse = start();
            if (begun is not null)
            {
                await begun(life, warehouse);
            }

            var target = (int)((long)Commands * life / (kills + 1));
            await UntilDispatchedAsync(warehouse, Math.Max(target, Dispatched + 1));
            Kill(warehouse);
            TestContext.Out.WriteLine($"life {life}: {Dispatched} dispatched");
        }

        await writing;
        using var last = start();
        await FinishAsync(last);
        TestContext.Out.WriteLine($"{Ledger.Count} dispatches of {Commands} commands");
    }

    /// <summary>Every command was dispatched, and for the first time in the order of its key.</summary>
    public void CheckFirstDispatches()
    {
        var firsts = Ledger.Distinct().ToList();
        firsts.Should().HaveCount(Commands);
        firsts.GroupBy(OrderId).Should().OnlyContain(order => order.Select(Step).SequenceEqual(Steps));
    }

    /// <summary>A reader of what is committed sees the receipt of every command, once.</summary>
    public void CheckReceipts()
    {
        using var receipts = new Receipts(Servers);
        var mine = receipts.ReadToEnd().Where(receipt => IsMine(receipt.OrderId)).ToList();
        mine.Select(receipt => receipt.CorrelationId).Should().OnlyHaveUniqueItems();
        mine.Should().HaveCount(Commands);
    }

    /// <summary>Waits until so many different commands were dispatched; each process starts again with some that are known.</summary>
    public Task UntilDispatchedAsync(SampleProcess warehouse, int count) => warehouse.UntilAsync(Note, () => Dispatched >= Math.Min(count, Commands), Patience);

    /// <summary>Waits until a process has dispatched something.</summary>
    public async Task UntilBusyAsync(SampleProcess warehouse)
    {
        var isBusy = false;
        await warehouse.UntilAsync(
            line =>
            {
                isBusy = true;
                Note(line);
            },
            () => isBusy || Dispatched >= Commands,
            Patience);
    }

    /// <summary>Writes all commands.</summary>
    /// <param name="over">How long to take about it; as fast as they are acknowledged by default.</param>
    public async Task WriteCommandsAsync(TimeSpan over = default)
    {
        await using var warehouse = _client.CreateCommandClient(WarehouseStreams.DispatchProducts, new CommandClientOptions { SendTimeout = Patience });
        using var pace = new PeriodicTimer(Tick);
        var batchSize = over == default ? BatchSize : Math.Max((int)(Commands * (Tick / over)), 1);
        foreach (var batch in Enumerable.Range(0, Commands).Chunk(batchSize))
        {
            await Task.WhenAll(batch.Select(index => SendAsync(warehouse, index)));
            if (over != default)
            {
                await pace.WaitForNextTickAsync();
            }
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        File.Delete(_ledger);
        File.Delete(_ledger + ".lock");
    }

    private Task SendAsync(CommandClient<long, DispatchProduct> warehouse, int index)
    {
        var orders = Commands / CommandsPerOrder;
        var step = (index / orders).ToString(CultureInfo.InvariantCulture);
        return warehouse.SendAsync(_firstOrder + (index % orders), new DispatchProduct(step)).AsTask();
    }

    private void Note(string line)
    {
        var dispatch = line["dispatched ".Length..];
        if (IsMine(OrderId(dispatch)))
        {
            _dispatched.Add(dispatch);
        }
    }
}
