using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Redriving;
using Commands.Streams.Testing;

namespace Commands.Streams.DocumentationTests.Snippets;

/// <summary>Dead letters that are put back.</summary>
public class RedriveSnippets
{
    [Test]
    public async Task Letters_are_redriven_by_exception()
    {
        var cluster = new SimulatedCluster();
        cluster.CreateTopic("dispatch_products", 2);
        cluster.CreateTopic("dispatch_products-dlt", 1);
        using var client = cluster.CreateClient();
        await using var publisher = client.CreatePublisher("test");
        await publisher.PublishAsync("dispatch_products-dlt", Letter(), TimeSpan.FromSeconds(1));

        // begin: redrive
        var letters = new DeadLetterTopic(client, "dispatch_products-dlt");
        var options = new RedriveOptions
        {
            Filter = new DeadLetterFilter { Exception = "HttpRequestException" },
            WithoutDeadline = true,
            PerSecond = 100,
        };

        var planned = await letters.RedriveAsync(options with { DryRun = true });
        var summary = await letters.RedriveAsync(options);
        // end: redrive

        (planned.Redriven, summary.Redriven).Should().Be((1, 1));
        (await letters.RedriveAsync(options)).AlreadyRedriven.Should().Be(1);
    }

    private static ProduceRecord Letter() => new()
    {
        Key = "12005"u8,
        HasKey = true,
        Partition = 0,
        Headers = Headers.Empty.Add("kafka_dlt-original-topic", "dispatch_products").Add("kafka_dlt-exception-fqcn", "System.Net.Http.HttpRequestException"),
    };
}
