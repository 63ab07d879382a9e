using System.CommandLine;

namespace DispatchProducts.CommandLine;

/// <summary>Options that verbs have in common.</summary>
internal static class Verbs
{
    public static Option<string> BootstrapServers() =>
        new("--bootstrap-servers") { Description = "The brokers to ask first, as host:port, separated by commas.", Required = true };

    /// <summary>A time as a number and its unit: <c>500ms</c>, <c>10s</c>, <c>2m</c>.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Parse(result.Tokens[0].Value) is { } duration)
            {
                return duration;
            }

            result.AddError($"Option '{name}' takes a time such as 500ms, 10s or 2m, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    private static TimeSpan? Parse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!int.TryParse(text.AsSpan(0, digits), out var number) || number < 1)
        {
            return null;
        }

        return text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => null,
        };
    }

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
