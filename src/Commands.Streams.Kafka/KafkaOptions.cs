using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Kafka;

/// <summary>
/// How to reach a cluster. Every property of librdkafka passes through, as a property of Confluent's configuration classes or by its plain name
/// in <see cref="Properties"/>. What is set for consumers, producers or administration wins over what is set for all clients, and a property of
/// a class wins over the same one by name. Changes after a <see cref="KafkaClient"/> was made of the options have no effect that is promised.
/// </summary>
public sealed class KafkaOptions
{
    /// <summary>The brokers to ask first, as <c>host:port</c>, separated by commas. The same as <see cref="Client"/>'s.</summary>
    /// <value>Default: none; it must be set unless there is an <see cref="EmbeddedCluster"/>.</value>
    public string? BootstrapServers
    {
        get => Client.BootstrapServers;
        set => Client.BootstrapServers = value;
    }

    /// <summary>A cluster in this process to use instead of <see cref="BootstrapServers"/>.</summary>
    /// <value>Default: none.</value>
    public EmbeddedCluster? EmbeddedCluster { get; set; }

    /// <summary>Settings of all clients, such as security.</summary>
    /// <value>Default: empty, so librdkafka's defaults.</value>
    public ClientConfig Client { get; set; } = new();

    /// <summary>Settings of the workers' consumers.</summary>
    /// <value>
    /// Default: librdkafka's defaults, but <c>fetch.queue.backoff.ms=5</c>, <c>fetch.wait.max.ms=50</c>, <c>queued.min.messages=50000</c>
    /// and <c>queued.max.messages.kbytes=16384</c>: small queues that are filled again at once are faster than large ones that are not; and
    /// <c>reconnect.backoff.max.ms=1000</c>.
    /// </value>
    public ConsumerConfig Consumer { get; set; } = new();

    /// <summary>Settings of the workers' producers and of publishers.</summary>
    /// <value>
    /// Default: librdkafka's defaults, but <c>reconnect.backoff.max.ms=1000</c>; for workers <c>metadata.recovery.strategy=none</c>, with
    /// transactions <c>retry.backoff.ms=10</c>; and for publishers <c>batch.size=65536</c>. Batches are made smaller than <c>batch.size</c> if a
    /// topic turns out to
    /// refuse them.
    /// </value>
    public ProducerConfig Producer { get; set; } = new();

    /// <summary>Settings of the client that looks up and makes topics.</summary>
    /// <value>Default: empty, so librdkafka's defaults.</value>
    public AdminClientConfig Admin { get; set; } = new();

    /// <summary>
    /// Settings by librdkafka's names: for all clients (<c>socket.keepalive.enable</c>), or with a prefix for some (<c>consumer.</c>,
    /// <c>producer.</c>, <c>admin.</c>, as in <c>consumer.fetch.min.bytes</c>).
    /// </summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> Properties { get; set; } = new Dictionary<string, string>();

    /// <summary>How workers share partitions.</summary>
    /// <value>Default: <see cref="KafkaGroupProtocol.Auto"/>, or what <c>group.protocol</c> says where that is set.</value>
    public KafkaGroupProtocol GroupProtocol { get; set; }

    /// <summary>How long looking up or making topics may take, all topics of a call together.</summary>
    /// <value>Default: 10 s.</value>
    public TimeSpan AdminTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the client's log lines go, with their own severities.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Hears the client's statistics as JSON, one document per client and <c>statistics.interval.ms</c>, which must be set too. Called on the
    /// threads that serve the clients, several at once, so it must return soon.
    /// </summary>
    /// <value>Default: nobody listens.</value>
    public Action<string>? OnStatistics { get; set; }

    /// <summary>Gets tokens where <c>sasl.mechanisms=OAUTHBEARER</c>, unless librdkafka gets them itself (<c>sasl.oauthbearer.method=oidc</c>).</summary>
    /// <value>Default: none.</value>
    public BearerTokenProvider? TokenProvider { get; set; }
}
