using Commands.Streams.Clients;
using Commands.Streams.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Commands.Streams.Hosting.Tests.Support;

/// <summary>What several tests need: hosts, a topology, a record.</summary>
internal static class Some
{
    public const string Topic = "orders";

    /// <summary>How long a test waits for a signal before it fails.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static HostApplicationBuilder Host(params (string Name, string Value)[] configuration)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create<string, string?>(pair.Name, pair.Value)));
        return builder;
    }

    public static EmbeddedCluster Cluster()
    {
        var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic(Topic, 1);
        return cluster;
    }

    /// <summary>Reads strings and hands them to an action.</summary>
    public static Topology Topology(Action<string> handler, string topic = Topic)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>(topic).ForEach((_, value) => handler(value));
        return builder.Build();
    }

    public static async Task WriteAsync(EmbeddedCluster cluster, string value, string topic = Topic)
    {
        using var client = cluster.CreateClient();
        await using var publisher = client.CreatePublisher("test");
        await publisher.PublishAsync(topic, Record(value), Deadline);
    }

    public static async Task<HealthReportEntry> HealthAsync(IHost host, string name) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[$"streams:{name}"];

    private static ProduceRecord Record(string value) =>
        new() { Value = System.Text.Encoding.UTF8.GetBytes(value), HasValue = true, Partition = 0, Timestamp = 1 };
}
