using System.Globalization;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Publishing;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// Makes native configurations of producers: the user's options, and what the engine relies on enforced. Every producer is idempotent and
/// acknowledged by all replicas.
/// </summary>
internal static class ProducerConfiguration
{
    private const string MessageLimit = "message.max.bytes";

    /// <summary>The largest that librdkafka allows.</summary>
    private const string MostMessageBytes = "1000000000";

    // Java's partitioner, for keys that come without a partition; librdkafka's default hashes by CRC32 and would split keys between writers.
    private static readonly KeyValuePair<string, string>[] Enforced =
    [
        new("enable.idempotence", "true"),
        new("acks", "all"),
        new("partitioner", "murmur2_random"),
    ];

    /// <summary>For a worker's producer, which hears of failures only; the caller disposes it.</summary>
    public static NativeConfiguration CreateForWorker(IReadOnlyDictionary<string, string> options, ProducerSettings settings) =>
        Create(options, configuration =>
        {
            configuration.Set("client.id", settings.ClientId);
            configuration.Set("delivery.report.only.error", "true");
            if (!options.ContainsKey(MessageLimit))
            {
                // What a broker took must fit into a retry topic or a dead-letter topic again; topics have limits of their own, and batch.size bounds batches.
                configuration.Set(MessageLimit, MostMessageBytes);
            }

            if (settings.TransactionalId is { } id)
            {
                configuration.Set("transactional.id", id);
                configuration.Set("transaction.timeout.ms", $"{(long)settings.TransactionTimeout.TotalMilliseconds}");
                if (!options.ContainsKey("retry.backoff.ms"))
                {
                    // The first request after a commit meets CONCURRENT_TRANSACTIONS, and this is how long it then waits.
                    configuration.Set("retry.backoff.ms", "10");
                }
            }
        });

    /// <summary>For a publisher, which hears of every record; the caller disposes it.</summary>
    public static NativeConfiguration CreateForPublisher(IReadOnlyDictionary<string, string> options, string clientId, TimeSpan? deliveryTimeout) =>
        Create(options, configuration =>
        {
            configuration.Set("client.id", clientId);
            configuration.Set("delivery.report.only.error", "false");
            if (deliveryTimeout is { } timeout)
            {
                var times = DeliveryTimes.Of(timeout, options);
                configuration.Set("message.timeout.ms", $"{times.MessageTimeout}");
                if (!options.ContainsKey("topic.metadata.propagation.max.ms"))
                {
                    configuration.Set("topic.metadata.propagation.max.ms", $"{times.TopicPropagation}");
                }
            }
        });

    /// <summary>How many records the client's queue takes; the largest number if that is not limited.</summary>
    public static int QueueCapacity(NativeConfiguration configuration) =>
        int.TryParse(configuration.Get("queue.buffering.max.messages"), CultureInfo.InvariantCulture, out var capacity) && capacity > 0
            ? capacity
            : int.MaxValue;

    private static NativeConfiguration Create(IReadOnlyDictionary<string, string> options, Action<NativeConfiguration> complete)
    {
        var configuration = new NativeConfiguration(options.Where(option => option.Key != "request.required.acks").Concat(Enforced));
        try
        {
            complete(configuration);
            return configuration;
        }
        catch
        {
            configuration.Dispose();
            throw;
        }
    }
}
