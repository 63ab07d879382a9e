using Commands.Streams;

namespace RequestReply;

/// <summary>The issuer: asks for the outcome of each command, and says what it makes of it.</summary>
internal sealed class Shop(CommandClient<long, DispatchProduct> warehouse)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public async Task OrderAsync(long orderId, string address)
    {
        var outcome = await warehouse.RequestAsync(orderId, new DispatchProduct(address), WarehouseContract.DispatchReceipts, Timeout);
        Console.WriteLine(outcome switch
        {
            CommandOutcome<DispatchReceipt>.Completed completed => $"completed {orderId} {completed.Response.TrackingNumber}",
            CommandOutcome<DispatchReceipt>.Rejected rejected => $"rejected {orderId} {rejected.Message}",
            CommandOutcome<DispatchReceipt>.Failed failed => $"failed {orderId} {failed.Message}{(failed.IsRetryable ? " Trying again may help." : "")}",
            CommandOutcome<DispatchReceipt>.NotSent notSent => $"not sent {orderId} {notSent.Message}",
            CommandOutcome<DispatchReceipt>.Unknown unknown => $"unknown {orderId} {unknown.Message}",
            _ => throw new InvalidOperationException($"{outcome} is not an outcome."),
        });
    }
}
