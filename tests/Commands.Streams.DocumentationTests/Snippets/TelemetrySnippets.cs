using System.Diagnostics;
using Commands.Streams.Hosting;
using Commands.Streams.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Commands.Streams.DocumentationTests.Snippets;

/// <summary>A host that collects spans and metrics.</summary>
[NonParallelizable]
public class TelemetrySnippets
{
    [Test]
    public async Task A_host_collects_what_a_client_does()
    {
        var spans = new List<Activity>();
        var metrics = new List<Metric>();
        var builder = Host.CreateApplicationBuilder();

        // begin: telemetry
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(StreamsTelemetry.ActivitySourceName))
            .WithMetrics(metrics => metrics.AddMeter(StreamsTelemetry.MeterName));
        // end: telemetry

        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans));
        builder.Services.ConfigureOpenTelemetryMeterProvider(provider => provider.AddInMemoryExporter(metrics));
        using var host = builder.Build();
        await host.StartAsync();
        var cluster = new SimulatedCluster();
        cluster.CreateTopic("dispatch_products", 1);
        await using (var client = cluster.CreateClient().CreateCommandClient(WarehouseContract.DispatchProducts))
        {
            await client.SendAsync(12005, new DispatchProduct("2 Roadford Avenue"));
        }

        host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        await host.StopAsync();

        spans.Should().Contain(span => span.DisplayName == "send dispatch_products");
        metrics.Select(metric => metric.Name).Should().Contain("messaging.client.operation.duration").And.Contain("messaging.client.sent.messages");
    }
}
