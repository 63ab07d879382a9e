using Commands.Streams;

namespace DispatchProducts.Warehousing;

/// <summary>Sends the products of orders to their addresses. Called by several tasks at once.</summary>
/// <param name="output">Gets a line per dispatch.</param>
/// <param name="work">How long a dispatch takes.</param>
/// <param name="ledger">Where dispatches are noted, if anywhere.</param>
public sealed class Warehouse(TextWriter output, TimeSpan work, Ledger? ledger = null)
{
    /// <summary>The address that no driver finds, to see what becomes of a command that fails.</summary>
    public const string Nowhere = "nowhere";

    /// <summary>Dispatches the products of an order, and has noted it when it ends.</summary>
    /// <exception cref="CommandRejectedException">There is no address.</exception>
    /// <exception cref="InvalidOperationException">Nobody finds the address.</exception>
    public async ValueTask<DispatchReceipt> DispatchAsync(long orderId, DispatchProduct? command, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command?.Address))
        {
            throw new CommandRejectedException(CommandErrors.Invalid, $"Order {orderId} has no address. Send the command again with one.");
        }

        if (work > TimeSpan.Zero)
        {
            await Task.Delay(work, cancellationToken);
        }

        if (command.Address == Nowhere)
        {
            throw new InvalidOperationException($"Order {orderId} came back: no driver finds the way to '{Nowhere}'.");
        }

        if (ledger is not null)
        {
            await ledger.AppendAsync($"{orderId} {command.Address}", cancellationToken);
        }

        output.WriteLine($"dispatched {orderId} {command.Address}");

        // A command may come twice, and must get the same answer then.
        return new DispatchReceipt(orderId, $"WH-{orderId:D10}");
    }
}
