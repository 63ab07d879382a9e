using Commands.Streams.Kafka;
using DispatchProducts.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DispatchProducts.Warehousing;

/// <summary>The second process: dispatches commands until it is told to stop, then ends what it has begun, commits, and leaves.</summary>
internal static class WarehouseProcess
{
    private static readonly TimeSpan RegistryPatience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(WarehouseOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        using var ledger = options.Ledger is null ? null : new Ledger(options.Ledger);
        using var log = SampleHost.CreateLog();
        using var format = WarehouseFormat.Create(options.SchemaRegistry, RegistryPatience, log);
        var subscriber = WarehouseTopology.Subscribe(new Warehouse(output, options.Work, ledger), options.Concurrency, format, options.Deduplicates);
        var builder = SampleHost.CreateBuilder();
        if (options.OnStreamiz)
        {
            builder.Services.AddStreamizCommands(options.ApplicationId, config => StreamizWarehouse.Configure(config, options), subscriber);
        }
        else
        {
            builder.Services.AddStreams(options.ApplicationId)
                .UseKafka(kafka => kafka.BootstrapServers = options.BootstrapServers)
                .Configure(streams =>
                {
                    streams.Guarantee = options.Guarantee;
                    streams.Workers = options.Workers;
                })
                .AddTopology(subscriber.Build());
        }

        using (var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = options.BootstrapServers }))
        {
            await WarehouseStreams.CreateTopicsAsync(kafka, cancellationToken);
        }

        using var host = builder.Build();
        await host.RunAsync(cancellationToken);
    }
}
