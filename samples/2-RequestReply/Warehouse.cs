using Commands.Streams;

namespace RequestReply;

/// <summary>The subscriber: carries a command out, refuses it, or fails and says whether another attempt may help.</summary>
internal static class Warehouse
{
    public static Topology Build() => new CommandTopology<long, DispatchProduct>(WarehouseContract.DispatchProducts)
        .Respond(WarehouseContract.DispatchReceipts)
        .Validate(command => command.Value.Address.Length == 0 ? "A product cannot be dispatched without an address." : null)
        .OnFailure((_, _) => CommandFailure.Skip)
        .Concurrency(10)
        .ForEach(DispatchAsync)
        .Build();

    private static async ValueTask<DispatchReceipt> DispatchAsync(Command<long, DispatchProduct> command, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        return command.Value.Address == "Mars"
            ? throw new CommandFailedException("no-flight", "The next flight leaves in 26 months.", retryable: true)
            : new DispatchReceipt(command.Key, $"T-{command.Key}");
    }
}
