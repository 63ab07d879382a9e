using Commands.Streams.Kafka;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>Runs a topology of ours on a cluster until an interval is over.</summary>
internal static class OurApplication
{
    public static async Task RunAsync(
        string servers, Topology topology, Interval interval, ProcessingGuarantee guarantee, CancellationToken cancellationToken)
    {
        var options = new KafkaOptions { BootstrapServers = servers };
        using var client = new KafkaClient(options);
        await using var application = new StreamsApplication(
            topology, new StreamsOptions { ApplicationId = $"bench-{Guid.NewGuid():N}", Guarantee = guarantee }, client);
        await application.StartAsync(cancellationToken);
        var ended = await Task.WhenAny(interval.Done, application.Completion).WaitAsync(cancellationToken);
        await ended;
        await application.StopAsync(cancellationToken);
    }
}
