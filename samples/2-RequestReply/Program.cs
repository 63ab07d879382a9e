using Commands.Streams;
using Commands.Streams.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RequestReply;
using static RequestReply.WarehouseContract;

// The warehouse answers, and the shop waits for the outcome of each command. Both are in one process here, on brokers in the same process.
using var cluster = EmbeddedCluster.Start();
cluster.CreateTopic(DispatchProducts.Topic, DispatchProducts.Partitions);
cluster.CreateTopic(DispatchReceipts.Topic, DispatchReceipts.Partitions);

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddStreams("warehouse")
    .UseKafka(kafka => kafka.EmbeddedCluster = cluster)
    .AddTopology(Warehouse.Build());
builder.Services.AddStreams("shop")
    .UseKafka(kafka => kafka.EmbeddedCluster = cluster)
    .AddCommandClient(DispatchProducts);
using var host = builder.Build();
await host.StartAsync();

var shop = new Shop(host.Services.GetRequiredService<CommandClient<long, DispatchProduct>>());
await shop.OrderAsync(12004, "1 Streetford Road");
await shop.OrderAsync(12005, "");
await shop.OrderAsync(12006, "Mars");
await host.StopAsync();
