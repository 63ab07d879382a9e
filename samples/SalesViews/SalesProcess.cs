using Commands.Streams.Kafka;
using Commands.Streams.RocksDb;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SalesViews.CommandLine;

namespace SalesViews;

/// <summary>Keeps the views on a real cluster until it is stopped.</summary>
internal static class SalesProcess
{
    public static async Task RunAsync(SalesOptions options, CancellationToken cancellationToken)
    {
        using (var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = options.BootstrapServers }))
        {
            await SalesTopics.CreateAsync(kafka, cancellationToken);
        }

        var builder = SampleHost.CreateBuilder();
        builder.Services.AddStreams(options.ApplicationId)
            .UseKafka(kafka => kafka.BootstrapServers = options.BootstrapServers)
            .Configure(streams =>
            {
                streams.Guarantee = options.Guarantee;
                streams.StateDirectory = options.StateDirectory ?? streams.StateDirectory;
                streams.UseRocksDb();
            })
            .AddTopology(SalesTopology.Build(options.Store));
        using var host = builder.Build();
        await host.RunAsync(cancellationToken);
    }
}
