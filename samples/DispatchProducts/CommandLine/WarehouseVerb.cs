using System.CommandLine;
using Commands.Streams;
using DispatchProducts.Warehousing;

namespace DispatchProducts.CommandLine;

/// <summary>The verb <c>warehouse</c>.</summary>
internal static class WarehouseVerb
{
    private const string AtLeastOnce = "at-least-once";
    private const string ExactlyOnce = "exactly-once";
    private const string OwnEngine = "commands-streams";
    private const string Streamiz = "streamiz";

    public static Command Create()
    {
        var bootstrapServers = Verbs.BootstrapServers();
        var applicationId = new Option<string>("--application-id")
        {
            Description = "Warehouses with the same id share the commands.",
            DefaultValueFactory = _ => "warehouse",
        };
        var guarantee = new Option<string>("--guarantee")
        {
            Description = "What a failure may do to the receipts.",
            DefaultValueFactory = _ => AtLeastOnce,
        };
        guarantee.AcceptOnlyFromAmong(AtLeastOnce, ExactlyOnce);
        var engine = new Option<string>("--engine") { Description = "What runs the warehouse.", DefaultValueFactory = _ => OwnEngine };
        engine.AcceptOnlyFromAmong(OwnEngine, Streamiz);
        var workers = Verbs.Number("--workers", "The number of threads.", smallest: 1, byDefault: 1);
        var concurrency = Verbs.Number("--concurrency", "The number of commands in flight per partition.", smallest: 1, byDefault: 1);
        var deduplicate = new Option<bool>("--deduplicate")
        {
            Description = "Answers a command that is sent again within a day without another dispatch.",
        };
        var work = Verbs.Number("--work", "How long a dispatch takes, in milliseconds.", smallest: 0, byDefault: 0);
        var ledger = new Option<string?>("--ledger") { Description = "A file to note dispatches in." };

        var verb = new Command("warehouse", "Dispatches what is ordered, until it is stopped.")
        {
            bootstrapServers, applicationId, engine, guarantee, workers, concurrency, deduplicate, work, ledger,
        };
        var format = FormatOptions.AddTo(verb);
        verb.SetAction((parsed, cancellationToken) => WarehouseProcess.RunAsync(
            new WarehouseOptions
            {
                BootstrapServers = parsed.GetRequiredValue(bootstrapServers),
                ApplicationId = parsed.GetRequiredValue(applicationId),
                OnStreamiz = parsed.GetValue(engine) == Streamiz,
                Guarantee = parsed.GetValue(guarantee) == ExactlyOnce ? ProcessingGuarantee.ExactlyOnce : ProcessingGuarantee.AtLeastOnce,
                Workers = parsed.GetValue(workers),
                Concurrency = parsed.GetValue(concurrency),
                Deduplicates = parsed.GetValue(deduplicate),
                Work = TimeSpan.FromMilliseconds(parsed.GetValue(work)),
                Ledger = parsed.GetValue(ledger),
                SchemaRegistry = format.SchemaRegistry(parsed),
            },
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return verb;
    }
}
