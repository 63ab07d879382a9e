using System.CommandLine;
using DispatchProducts.Orders;

namespace DispatchProducts.CommandLine;

/// <summary>The verb <c>order</c>.</summary>
internal static class OrderVerb
{
    public static Command Create()
    {
        var bootstrapServers = Verbs.BootstrapServers();
        var orderId = new Option<long>("--order-id") { Description = "The order.", Required = true };
        var address = new Option<string>("--address") { Description = "Where to send its products.", Required = true };
        var count = new Option<int?>("--count") { Description = "How many orders, counted up from --order-id." };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("Option '--count' must be 1 or more.");
            }
        });

        var timeout = Verbs.Duration(
            "--await",
            "Waits so long for the answer to the order, for example 10s, and ends with 0 (completed), 3 (rejected), 4 (failed), 5 (unknown) or 6 (not sent).");

        var verb = new Command("order", "Orders dispatches, and ends when they are written.") { bootstrapServers, orderId, address, count, timeout };
        var format = FormatOptions.AddTo(verb);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(count) is { } orders && result.GetValue(orderId) > long.MaxValue - orders)
            {
                result.AddError("Option '--count' counts beyond the largest order id.");
            }
        });
        verb.Validators.Add(result =>
        {
            if (result.GetValue(count) is not null && result.GetValue(timeout) is not null)
            {
                result.AddError("Option '--await' waits for one order; leave '--count' out.");
            }
        });
        verb.SetAction((parsed, cancellationToken) => OrderProcess.RunAsync(
            new OrderOptions
            {
                BootstrapServers = parsed.GetRequiredValue(bootstrapServers),
                OrderId = parsed.GetRequiredValue(orderId),
                Address = parsed.GetRequiredValue(address),
                Count = parsed.GetValue(count),
                Await = parsed.GetValue(timeout),
                SchemaRegistry = format.SchemaRegistry(parsed),
            },
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return verb;
    }
}
