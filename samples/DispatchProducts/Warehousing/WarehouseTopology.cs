using Commands.Streams;

namespace DispatchProducts.Warehousing;

/// <summary>
/// What the warehouse runs: each command is handed to it, and its receipt is the response. One that fails is tried three times, and then put aside.
/// </summary>
public static class WarehouseTopology
{
    private const int Tries = 3;

    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);
    private static readonly TimeSpan PauseBetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>Builds the topology.</summary>
    /// <param name="warehouse">Handles the commands.</param>
    /// <param name="concurrency">The number of commands in flight per partition; commands of one order keep their order.</param>
    /// <param name="format">How commands and receipts are written; JSON by default.</param>
    /// <param name="deduplicates">Whether a command that is sent again within a day is answered without another dispatch.</param>
    public static Topology Build(Warehouse warehouse, int concurrency = 1, WarehouseFormat? format = null, bool deduplicates = false) =>
        Subscribe(warehouse, concurrency, format, deduplicates).Build();

    /// <summary>The same, for whatever engine runs it.</summary>
    /// <param name="warehouse">Handles the commands.</param>
    /// <param name="concurrency">The number of commands in flight per partition; commands of one order keep their order.</param>
    /// <param name="format">How commands and receipts are written; JSON by default.</param>
    /// <param name="deduplicates">Whether a command that is sent again within a day is answered without another dispatch.</param>
    public static CommandSubscriber Subscribe(Warehouse warehouse, int concurrency = 1, WarehouseFormat? format = null, bool deduplicates = false)
    {
        var commands = new CommandTopology<long, DispatchProduct>(format?.Commands ?? WarehouseStreams.DispatchProducts)
            .Respond(format?.Receipts ?? WarehouseStreams.DispatchReceipts)
            .Concurrency(concurrency)
            .Retry(Tries, Backoff.Constant(PauseBetweenTries))
            .DeadLetterTo(WarehouseStreams.DeadLetters);
        return (deduplicates ? commands.Deduplicate(Memory) : commands)
            .ForEach((command, cancellationToken) => warehouse.DispatchAsync(command.Key, command.Value, cancellationToken));
    }
}
