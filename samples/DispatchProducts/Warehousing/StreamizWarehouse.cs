using Streamiz.Kafka.Net;
using OwnGuarantee = Commands.Streams.ProcessingGuarantee;

namespace DispatchProducts.Warehousing;

/// <summary>A warehouse's options as Streamiz calls them.</summary>
internal static class StreamizWarehouse
{
    private const long CommitIntervalMilliseconds = 1000;
    private const int SessionTimeoutMilliseconds = 6000;

    public static void Configure(StreamConfig config, WarehouseOptions options)
    {
        config.BootstrapServers = options.BootstrapServers;
        config.NumStreamThreads = options.Workers;
        config.SessionTimeoutMs = SessionTimeoutMilliseconds; // Others take over soon after a warehouse was killed.
        if (options.Guarantee == OwnGuarantee.ExactlyOnce)
        {
            config.Guarantee = ProcessingGuarantee.EXACTLY_ONCE; // It sets the commit interval too.
        }
        else
        {
            config.CommitIntervalMs = CommitIntervalMilliseconds; // Streamiz would commit every 30 seconds.
        }
    }
}
