using Commands.Streams;
using Commands.Streams.Kafka;
using Commands.Streams.NativeHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Issuer and subscriber on an embedded cluster, published as native code: shows that nothing they need is trimmed away.
var commands = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.Json(WarehouseJson.Default.DispatchProduct), partitions: 2);
var responses = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Json(WarehouseJson.Default.DispatchReceipt), partitions: 2);

using var cluster = EmbeddedCluster.Start();
using var kafka = cluster.CreateClient();
using (var admin = kafka.CreateAdmin())
{
    await admin.CreateTopicsAsync([commands.Specification, responses.Specification], CancellationToken.None);
}

var builder = Host.CreateApplicationBuilder();
builder.Configuration["Streams:warehouse:Workers"] = "2";
builder.Services.AddStreams("warehouse")
    .UseKafka(options => options.EmbeddedCluster = cluster)
    .AddTopology(new CommandTopology<long, DispatchProduct>(commands)
        .Respond(responses)
        .Concurrency(10)
        .ForEach(async (command, cancellationToken) =>
        {
            await Task.Delay(1, cancellationToken);
            return new DispatchReceipt(command.Key, command.Value.Address.ToUpperInvariant());
        })
        .Build());
builder.Services.AddHealthChecks();
using var host = builder.Build();
await host.StartAsync();

await using var warehouse = kafka.CreateCommandClient(commands);
var outcome = await warehouse.RequestAsync(12005, new DispatchProduct("2 Roadford Avenue"), responses, TimeSpan.FromSeconds(30));
Console.WriteLine(outcome is CommandOutcome<DispatchReceipt>.Completed completed ? $"{completed.Response}" : $"No response: {outcome}");
await host.StopAsync();
return outcome is CommandOutcome<DispatchReceipt>.Completed ? 0 : 1;
