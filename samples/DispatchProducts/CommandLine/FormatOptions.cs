using System.CommandLine;

namespace DispatchProducts.CommandLine;

/// <summary>The options <c>--format</c> and <c>--schema-registry</c>, which go together.</summary>
internal sealed class FormatOptions
{
    private const string Json = "json";
    private const string Avro = "avro";

    private readonly Option<string> _format = new("--format") { Description = "How commands and receipts are written.", DefaultValueFactory = _ => Json };
    private readonly Option<string?> _registry = new("--schema-registry") { Description = "The address of the schema registry, for the format avro." };

    private FormatOptions() => _format.AcceptOnlyFromAmong(Json, Avro);

    /// <summary>Adds the options to a verb.</summary>
    public static FormatOptions AddTo(Command verb)
    {
        var options = new FormatOptions();
        verb.Add(options._format);
        verb.Add(options._registry);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(options._format) == Avro != result.GetValue(options._registry) is not null)
            {
                result.AddError("Options '--format avro' and '--schema-registry' go together.");
            }
        });
        return options;
    }

    /// <summary>The registry, where the format is Avro.</summary>
    public string? SchemaRegistry(ParseResult parsed) => parsed.GetValue(_registry);
}
