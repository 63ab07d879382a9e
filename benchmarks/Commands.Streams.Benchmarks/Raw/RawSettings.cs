using Confluent.Kafka;

namespace Commands.Streams.Benchmarks.Raw;

/// <summary>What the raw loops set: the same client properties that ours sets by default.</summary>
internal static class RawSettings
{
    public static ConsumerConfig Consumer(string servers)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = $"raw-{Guid.NewGuid():N}",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            FetchWaitMaxMs = 50,
            QueuedMinMessages = 50_000,
            QueuedMaxMessagesKbytes = 16_384,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.Range,
        };
        config.Set("fetch.queue.backoff.ms", "5");
        return config;
    }

    public static ProducerConfig Producer(string servers) => new() { BootstrapServers = servers, EnableIdempotence = true, Acks = Acks.All };
}
