using Commands.Streams;
using Commands.Streams.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// 1. The contract: which topic the commands are in, and how keys and values are written. Issuer and subscriber share it.
var dispatchProducts = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.Json<DispatchProduct>(), partitions: 2);

// 2. A cluster: Kafka brokers inside this process. A service has the address of a real one instead, see the end of this file.
using var cluster = EmbeddedCluster.Start();
cluster.CreateTopic(dispatchProducts.Topic, dispatchProducts.Partitions);

// 3. The issuer: a command is durable once SendAsync returns. Nobody needs to be there to handle it yet.
using (var kafka = cluster.CreateClient())
{
    await using var warehouse = kafka.CreateCommandClient(dispatchProducts);
    foreach (var (orderId, address) in new[] { (12004L, "1 Streetford Road"), (12005L, "2 Roadford Avenue"), (12006L, "3 Avenue Fordstreet") })
    {
        var receipt = await warehouse.SendAsync(orderId, new DispatchProduct(address));
        Console.WriteLine($"written {orderId} {receipt.Topic}-{receipt.Partition}@{receipt.Offset}");
    }
}

// 4. The subscriber: what it does with a command. Up to 10 handlers run at the same time, those of one order one after the other.
using var dispatched = new CountdownEvent(3);
var topology = new CommandTopology<long, DispatchProduct>(dispatchProducts)
    .Concurrency(10)
    .ForEach(async (command, cancellationToken) =>
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        Console.WriteLine($"dispatched {command.Key} {command.Value.Address}");
        dispatched.Signal();
    })
    .Build();

// 5. The service: a host that runs the topology until it is stopped. All instances of "warehouse" share the work.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddStreams("warehouse")
    .UseKafka(kafka => kafka.EmbeddedCluster = cluster) // kafka.BootstrapServers = "localhost:9092"
    .AddTopology(topology);
using var host = builder.Build();
await host.StartAsync();

// 6. What a service does not do: it stops when everything is dispatched.
var isDone = dispatched.Wait(TimeSpan.FromSeconds(30));
await host.StopAsync();
return isDone ? 0 : 1;

/// <summary>The command: dispatch the product of an order, whose id is the key, to an address.</summary>
internal sealed record DispatchProduct(string Address);
