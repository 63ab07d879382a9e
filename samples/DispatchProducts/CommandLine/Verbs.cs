using System.CommandLine;

namespace DispatchProducts.CommandLine;

/// <summary>Options that verbs have in common.</summary>
internal static class Verbs
{
    public static Option<string> BootstrapServers() =>
        new("--bootstrap-servers") { Description = "The brokers to ask first, as host:port, separated by commas.", Required = true };

    public static Option<int> Number(string name, string description, int smallest, int byDefault)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && number < smallest)
            {
                result.AddError($"Option '{name}' must be {smallest} or more.");
            }
        });
        return option;
    }
}
