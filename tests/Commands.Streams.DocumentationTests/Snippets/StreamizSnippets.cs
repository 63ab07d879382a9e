using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Mock;
using Streamiz.Kafka.Net.SerDes;
using static Commands.Streams.DocumentationTests.Snippets.WarehouseContract;

namespace Commands.Streams.DocumentationTests.Snippets;

public class StreamizSnippets
{
    [Test]
    public void The_same_subscriber_runs_on_both_engines()
    {
        var warehouse = new Warehouse();

        // begin: streamiz-subscriber
        CommandSubscriber subscriber = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .Respond(DispatchReceipts)
            .DeadLetterTo("dispatch_products-dlt")
            .ForEach(async (command, cancellationToken) =>
            {
                var trackingNumber = await warehouse.DispatchAsync(command.Key, command.Value, cancellationToken);
                return new DispatchReceipt(command.Key, trackingNumber);
            });
        // end: streamiz-subscriber

        Streamiz_answers(subscriber);
        Own_engine_answers(subscriber);
    }

    [Test]
    public void Its_driver_is_used_as_this_librarys()
    {
        CommandSubscriber subscriber = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .Respond(DispatchReceipts)
            .ForEach(command => new DispatchReceipt(command.Key, $"T-{command.Key}"));
        var config = new StreamConfig<StringSerDes, StringSerDes> { ApplicationId = "warehouse" };

        // begin: streamiz-short
        var streamiz = new StreamBuilder();
        streamiz.AddCommands(subscriber);
        using var driver = new TopologyTestDriver(streamiz.Build(), config);
        driver.CreateCommandInput(DispatchProducts).Pipe(12005, new DispatchProduct("2 Roadford Avenue"), correlationId: "c-1");
        driver.CreateResponseOutput(DispatchReceipts).Read().Value.Should().Be(new DispatchReceipt(12005, "T-12005"));
        // end: streamiz-short
    }

    [Test]
    public async Task A_host_runs_Streamiz()
    {
        var subscriber = new CommandTopology<long, DispatchProduct>(DispatchProducts).ForEach(_ => { });
        var bootstrapServers = "localhost:9092";

        // begin: streamiz-host
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddHealthChecks();
        builder.Services.AddStreamizCommands(
            "warehouse",
            config => config.BootstrapServers = bootstrapServers,
            (services, topology) => topology.AddCommands(subscriber));
        IHost host = builder.Build();
        // end: streamiz-host

        host.Services.GetServices<IHostedService>().Should().NotBeEmpty();
        host.Dispose();
        await Task.CompletedTask;
    }

    [Test]
    public void Serdes_go_both_ways()
    {
        // begin: streamiz-serdes
        ISerDes<long> bigEndian = StreamizSerDes.From(Serdes.Int64);
        var builder = new StreamBuilder();
        builder.Stream("orders", bigEndian, new StringSerDes()).To("orders-copy", bigEndian, new StringSerDes());

        var texts = CommandStream.Define("texts", Serdes.Int64, StreamizSerDes.ToSerde(new StringSerDes()), partitions: 2);
        // end: streamiz-serdes

        texts.Topic.Should().Be("texts");
    }

    private static void Streamiz_answers(CommandSubscriber subscriber)
    {
        // begin: streamiz-test
        var builder = new StreamBuilder();
        builder.AddCommands(subscriber);

        var config = new StreamConfig<StringSerDes, StringSerDes> { ApplicationId = "warehouse" };
        using var driver = new TopologyTestDriver(builder.Build(), config);
        driver.CreateCommandInput(DispatchProducts).Pipe(12005, new DispatchProduct("2 Roadford Avenue"), correlationId: "c-1");

        driver.CreateResponseOutput(DispatchReceipts).Read().Value.Should().Be(new DispatchReceipt(12005, "T-12005"));
        // end: streamiz-test
    }

    private static void Own_engine_answers(CommandSubscriber subscriber)
    {
        // begin: streamiz-leave
        using var driver = new Commands.Streams.Testing.TopologyTestDriver(subscriber.Build());
        driver.CreateCommandInput(DispatchProducts).Pipe(12005, new DispatchProduct("2 Roadford Avenue"), correlationId: "c-1");

        driver.CreateResponseOutput(DispatchReceipts).Read().Value.Should().Be(new DispatchReceipt(12005, "T-12005"));
        // end: streamiz-leave
    }
}
