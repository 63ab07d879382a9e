using Commands.Streams.Clients;
using Commands.Streams.Kafka;
using Microsoft.Extensions.Configuration;
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
        using var kafka = cluster.CreateClient();
        await CreateTopicsAsync(kafka, CancellationToken.None);
        var dispatched = new TaskCompletionSource<(long, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .ForEach(command => dispatched.TrySetResult((command.Key, command.Value.Address)))
            .Build();

        using var host = BuildHost(topology, cluster.BootstrapServers);
        await host.StartAsync();
        var receipt = await SendAsync(kafka, CancellationToken.None);

        receipt.Topic.Should().Be(DispatchProducts.Topic);
        (await dispatched.Task.WaitAsync(Deadline)).Should().Be((12005, "2 Roadford Avenue"));
        await host.StopAsync();
    }

    [Test]
    public async Task An_issuer_of_a_host_is_a_service()
    {
        using var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic(DispatchProducts.Topic, DispatchProducts.Partitions);
        var builder = Host.CreateApplicationBuilder();
        var bootstrapServers = cluster.BootstrapServers;

        // begin: issuer-host
        builder.Services.AddStreams("orders")
            .UseKafka(kafka => kafka.BootstrapServers = bootstrapServers)
            .AddCommandClient(DispatchProducts);
        // end: issuer-host

        using var host = builder.Build();
        var warehouse = host.Services.GetRequiredService<CommandClient<long, DispatchProduct>>();
        (await warehouse.SendAsync(12005, new DispatchProduct("2 Roadford Avenue"))).Topic.Should().Be(DispatchProducts.Topic);
    }

    [Test]
    public void Options_are_set_in_code_after_those_of_configuration()
    {
        using var cluster = EmbeddedCluster.Start();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Streams:warehouse:Workers", "1"), new("Streams:warehouse:DrainTimeout", "00:00:20")]);
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts).ForEach(_ => { }).Build();

        // begin: configure
        builder.Services.AddStreams("warehouse")
            .UseKafka(kafka =>
            {
                kafka.BootstrapServers = "localhost:9092";
                kafka.Client.SecurityProtocol = Confluent.Kafka.SecurityProtocol.Ssl;
                kafka.Consumer.FetchMinBytes = 1024;
                kafka.Properties["producer.linger.ms"] = "0";
            })
            .Configure(streams => streams.Workers = 4)
            .AddTopology(topology);
        // end: configure

        using var host = builder.Build();
        var options = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<StreamsOptions>>().Get("warehouse");
        options.Workers.Should().Be(4);
        options.DrainTimeout.Should().Be(TimeSpan.FromSeconds(20));
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
        var record =
            new ProduceRecord { Key = new byte[8], HasKey = true, Value = "hello"u8, HasValue = true, Partition = ProduceRecord.AnyPartition, Timestamp = 1 };
        await publisher.PublishAsync("orders", in record, Deadline);
        (await seen.Task.WaitAsync(Deadline)).Should().Be("hello");
        await application.StopAsync();
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

    private static async Task CreateTopicsAsync(IStreamsClient kafka, CancellationToken cancellationToken)
    {
        // begin: create-topics
        using var admin = kafka.CreateAdmin();
        await admin.CreateTopicsAsync([DispatchProducts.Specification, DispatchReceipts.Specification], cancellationToken);
        // end: create-topics
    }

    private static async Task<CommandReceipt> SendAsync(IStreamsClient kafka, CancellationToken cancellationToken)
    {
        // begin: issuer
        await using CommandClient<long, DispatchProduct> warehouse = kafka.CreateCommandClient(DispatchProducts);
        CommandReceipt receipt = await warehouse.SendAsync(12005, new DispatchProduct("2 Roadford Avenue"), cancellationToken);
        // end: issuer
        return receipt;
    }
}
