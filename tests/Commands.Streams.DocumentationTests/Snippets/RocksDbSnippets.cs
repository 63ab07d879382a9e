using Commands.Streams.RocksDb;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commands.Streams.DocumentationTests.Snippets;

public class RocksDbSnippets
{
    [Test]
    public void Stores_are_kept_in_a_directory_that_outlives_restarts()
    {
        var builder = Host.CreateApplicationBuilder();
        var streamsBuilder = new StreamsBuilder();
        streamsBuilder.Stream<long, string>("orders").To("copies");
        var topology = streamsBuilder.Build();

        // begin: rocksdb
        builder.Services.AddStreams("warehouse")
            .UseKafka(kafka => kafka.BootstrapServers = "localhost:9092")
            .Configure(streams =>
            {
                streams.StateDirectory = "/var/lib/warehouse";
                streams.UseRocksDb(rocks => rocks.BlockCacheBytes = 1L << 30);
            })
            .AddTopology(topology);
        // end: rocksdb

        using var host = builder.Build();
        var options = host.Services.GetRequiredService<IOptionsMonitor<StreamsOptions>>().Get("warehouse");
        options.PersistentStores!.Validate().Should().BeEmpty();
        options.StateDirectory.Should().Be("/var/lib/warehouse");
    }
}
