using System.CommandLine;
using Commands.Streams;
using Commands.Streams.State;

namespace SalesViews.CommandLine;

/// <summary>The command line without a verb: the demonstration, or the views on a real cluster.</summary>
internal static class SalesCommand
{
    private const string AtLeastOnce = "at-least-once";
    private const string ExactlyOnce = "exactly-once";
    private const string Memory = "memory";
    private const string RocksDb = "rocksdb";

    public static RootCommand Create()
    {
        var bootstrapServers = new Option<string?>("--bootstrap-servers") { Description = "The brokers to ask first, as host:port, separated by commas." };
        var applicationId = new Option<string>("--application-id")
        {
            Description = "Instances with the same id share the work.",
            DefaultValueFactory = _ => "sales",
        };
        var guarantee = new Option<string>("--guarantee") { Description = "What a failure may do to the views.", DefaultValueFactory = _ => AtLeastOnce };
        guarantee.AcceptOnlyFromAmong(AtLeastOnce, ExactlyOnce);
        var store = new Option<string>("--store") { Description = "Where the views are kept.", DefaultValueFactory = _ => Memory };
        store.AcceptOnlyFromAmong(Memory, RocksDb);
        var stateDirectory = new Option<string?>("--state-dir") { Description = "The directory of the views, for the store rocksdb." };
        var root = new RootCommand("Keeps views of orders. Without --bootstrap-servers: a demonstration on an embedded cluster.")
        {
            bootstrapServers, applicationId, guarantee, store, stateDirectory, ProduceVerb.Create(),
        };
        root.SetAction((parsed, cancellationToken) => parsed.GetValue(bootstrapServers) is not { } servers
            ? Demo.RunAsync(parsed.InvocationConfiguration.Output, cancellationToken)
            : SalesProcess.RunAsync(
                new SalesOptions
                {
                    BootstrapServers = servers,
                    ApplicationId = parsed.GetRequiredValue(applicationId),
                    Guarantee = parsed.GetValue(guarantee) == ExactlyOnce ? ProcessingGuarantee.ExactlyOnce : ProcessingGuarantee.AtLeastOnce,
                    Store = parsed.GetValue(store) == RocksDb ? StoreType.Persistent : StoreType.InMemory,
                    StateDirectory = parsed.GetValue(stateDirectory),
                },
                cancellationToken));
        return root;
    }
}
