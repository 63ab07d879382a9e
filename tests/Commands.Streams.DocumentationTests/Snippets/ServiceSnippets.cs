using Commands.Streams.Clients;
using Commands.Streams.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Commands.Streams.DocumentationTests.Snippets.WarehouseContract;

namespace Commands.Streams.DocumentationTests.Snippets;

/// <summary>Issuer and host, on the embedded cluster.</summary>
public class ServiceSnippets
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task The_issuer_writes_what_the_host_dispatches()
    {
        using var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic(DispatchProducts.Topic, DispatchProducts.Partitions);
        var dispatched = new TaskCompletionSource<(long, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .ForEach(command => dispatched.TrySetResult((command.Key, command.Value.Address)))
            .Build();

        using var host = BuildHost(topology, cluster.BootstrapServers);
        await host.StartAsync();
        using (var kafka = cluster.CreateClient())
        {
            var receipt = await SendAsync(kafka, CancellationToken.None);
            receipt.Topic.Should().Be(DispatchProducts.Topic);
        }

        (await dispatched.Task.WaitAsync(Deadline)).Should().Be((12005, "2 Roadford Avenue"));
        await host.StopAsync();
    }

    private static IHost BuildHost(Topology topology, string bootstrapServers)
    {
        // begin: host
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddStreams("warehouse")
            .UseKafka(kafka => kafka.BootstrapServers = bootstrapServers)
            .AddTopology(topology);
        IHost host = builder.Build();
        // end: host
        return host;
    }

    private static async Task<CommandReceipt> SendAsync(IStreamsClient kafka, CancellationToken cancellationToken)
    {
        // begin: issuer
        await using CommandClient<long, DispatchProduct> warehouse = kafka.CreateCommandClient(DispatchProducts);
        CommandReceipt receipt = await warehouse.SendAsync(12005, new DispatchProduct("2 Roadford Avenue"), cancellationToken);
        // end: issuer
        return receipt;
    }

    [Test]
    public async Task A_topology_runs_on_the_embedded_cluster()
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = new StreamsBuilder();
        builder.Stream<long, string>("orders").ForEach((_, value) => seen.TrySetResult(value));
        var topology = builder.Build();

        // begin: embedded
        using var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("orders", partitions: 3);
        using var kafka = cluster.CreateClient();
        await using var application = new StreamsApplication(topology, new StreamsOptions { ApplicationId = "test" }, kafka);
        await application.StartAsync();
        // end: embedded

        await using var publisher = kafka.CreatePublisher("test");
        var record = new ProduceRecord { Key = new byte[8], HasKey = true, Value = "hello"u8, HasValue = true, Partition = ProduceRecord.AnyPartition, Timestamp = 1 };
        await publisher.PublishAsync("orders", in record, Deadline);
        (await seen.Task.WaitAsync(Deadline)).Should().Be("hello");
        await application.StopAsync();
    }
}
