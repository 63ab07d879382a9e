using System.CommandLine;

namespace SalesViews.CommandLine;

/// <summary>The verb <c>produce</c>.</summary>
internal static class ProduceVerb
{
    public static Command Create()
    {
        var bootstrapServers = new Option<string>("--bootstrap-servers") { Description = "The brokers to ask first.", Required = true };
        var first = new Option<long>("--first") { Description = "The number of the first order.", Required = true };
        var count = Number("--count", "How many orders.");
        var products = Number("--products", "How many products.");
        var seed = new Option<int>("--seed") { Description = "Chooses products and quantities.", DefaultValueFactory = _ => 1 };
        var verb = new Command("produce", "Writes products and orders, and prints the exact total of each product when they are durable.")
        {
            bootstrapServers, first, count, products, seed,
        };
        verb.SetAction((parsed, cancellationToken) => OrderBook.WriteAsync(
            parsed.GetRequiredValue(bootstrapServers),
            parsed.GetValue(first),
            parsed.GetValue(count),
            parsed.GetValue(products),
            parsed.GetValue(seed),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return verb;
    }

    private static Option<int> Number(string name, string description)
    {
        var option = new Option<int>(name) { Description = description, Required = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1)
            {
                result.AddError($"Option '{name}' must be 1 or more.");
            }
        });
        return option;
    }
}
