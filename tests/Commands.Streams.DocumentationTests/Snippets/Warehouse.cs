namespace Commands.Streams.DocumentationTests.Snippets;

/// <summary>The service behind the commands of the documents.</summary>
public sealed class Warehouse
{
    public List<(long OrderId, string Address)> Dispatched { get; } = [];

    public void DispatchProduct(long orderId, DispatchProduct command) => Dispatched.Add((orderId, command.Address));

    public async ValueTask<string> DispatchAsync(long orderId, DispatchProduct command, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        DispatchProduct(orderId, command);
        return $"T-{orderId}";
    }

    public ValueTask CarryAsync(long orderId, DispatchProduct command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DispatchProduct(orderId, command);
        return ValueTask.CompletedTask;
    }
}
