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

    // After a connection was lost several times librdkafka would let up to ten seconds pass before it tries again; Java's clients try after one.
    private static readonly KeyValuePair<string, string>[] Defaults = [new("reconnect.backoff.max.ms", "1000")];

    // Java's partitioner, for keys that come without a partition; librdkafka's default hashes by CRC32 and would split keys between writers.
    private static readonly KeyValuePair<string, string>[] Enforced =
    [
        new("enable.idempotence", "true"),
        new("acks", "all"),
        new("partitioner", "murmur2_random"),
    ];

    // While every broker is away librdkafka forgets them and begins with the bootstrap servers again. A transaction's search for its group's coordinator then
    // waits for ever for the one that was forgotten, and records that wait meanwhile may not time out.
    private static readonly KeyValuePair<string, string> KeepsBrokers = new("metadata.recovery.strategy", "none");

    // Small enough for topics with limits far below the usual million, large enough to cost nothing.
    private const int PublisherBatchBytes = 65_536;

    /// <summary>For a worker's producer, which hears of failures only; the caller disposes it.</summary>
    /// <param name="options">The user's options by librdkafka's names.</param>
    /// <param name="settings">What the worker asks for.</param>
    /// <param name="batchLimit">What batches may have at most.</param>
    public static NativeConfiguration CreateForWorker(IReadOnlyDictionary<string, string> options, ProducerSettings settings, int batchLimit = int.MaxValue) =>
        Create(options, configuration =>
        {
            LimitBatches(configuration, batchLimit);
            configuration.Set("client.id", settings.ClientId);
            configuration.Set("delivery.report.only.error", "true");
            if (!options.ContainsKey(KeepsBrokers.Key))
            {
                configuration.Set(KeepsBrokers.Key, KeepsBrokers.Value);
            }

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
    public static NativeConfiguration CreateForPublisher(
        IReadOnlyDictionary<string, string> options, string clientId, TimeSpan? deliveryTimeout, int batchLimit = int.MaxValue) =>
        Create(options, configuration =>
        {
            LimitBatches(configuration, options.ContainsKey("batch.size") ? batchLimit : Math.Min(batchLimit, PublisherBatchBytes));
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

    /// <summary>How large batches are at most.</summary>
    public static int BatchBytes(NativeConfiguration configuration) =>
        int.TryParse(configuration.Get("batch.size"), CultureInfo.InvariantCulture, out var size) ? size : int.MaxValue;

    private static void LimitBatches(NativeConfiguration configuration, int limit)
    {
        if (limit < BatchBytes(configuration))
        {
            configuration.Set("batch.size", $"{limit}");
        }
    }

    private static NativeConfiguration Create(IReadOnlyDictionary<string, string> options, Action<NativeConfiguration> complete)
    {
        var configuration = new NativeConfiguration(
            Defaults.Where(option => !options.ContainsKey(option.Key)).Concat(options.Where(option => option.Key != "request.required.acks")).Concat(Enforced));
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
