using System.CommandLine;

namespace Commands.Streams.Redrive;

internal static class OptionExtensions
{
    /// <summary>Takes numbers from 1 on.</summary>
    public static Option<int?> OfAtLeastOne(this Option<int?> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1)
            {
                result.AddError($"Option '{option.Name}' must be 1 or more.");
            }
        });
        return option;
    }
}
