using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Kafka;

/// <summary>
/// Configures the connection to a cluster. Every property of librdkafka can be set, as a property of Confluent's configuration classes or by its
/// plain name in <see cref="Properties"/>. Settings for consumers, producers or administration override those for all clients, and a property of a
/// class overrides the same property by name. Do not change options after a <see cref="KafkaClient"/> has been created from them.
/// </summary>
public sealed class KafkaOptions
{
    /// <summary>The brokers to contact first, as <c>host:port</c>, separated by commas. The same as the property of <see cref="Client"/>.</summary>
    /// <value>Default: none; it must be set unless there is an <see cref="EmbeddedCluster"/>.</value>
    public string? BootstrapServers
    {
        get => Client.BootstrapServers;
        set => Client.BootstrapServers = value;
    }

    /// <summary>A cluster in this process, used instead of <see cref="BootstrapServers"/>.</summary>
    /// <value>Default: none.</value>
    public EmbeddedCluster? EmbeddedCluster { get; set; }

    /// <summary>Settings of all clients, such as security.</summary>
    /// <value>Default: empty, librdkafka's defaults.</value>
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

    /// <summary>Settings of the client that looks up and creates topics.</summary>
    /// <value>Default: empty, librdkafka's defaults.</value>
    public AdminClientConfig Admin { get; set; } = new();

    /// <summary>
    /// Settings by librdkafka's names: for all clients (<c>socket.keepalive.enable</c>), or with a prefix for some (<c>consumer.</c>,
    /// <c>producer.</c>, <c>admin.</c>, as in <c>consumer.fetch.min.bytes</c>).
    /// </summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> Properties { get; set; } = new Dictionary<string, string>();

    /// <summary>How workers share partitions.</summary>
    /// <value>Default: <see cref="KafkaGroupProtocol.Auto"/>, or the value of <c>group.protocol</c> if that is set.</value>
    public KafkaGroupProtocol GroupProtocol { get; set; }

    /// <summary>How long looking up or creating topics may take, for all topics of a call together.</summary>
    /// <value>Default: 10 s.</value>
    public TimeSpan AdminTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Creates the loggers for the client's log lines, which keep their own severities.</summary>
    /// <value>Default: no logging.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Receives the client's statistics as JSON, one document per client and <c>statistics.interval.ms</c>, which must also be set. Called on the
    /// threads that serve the clients, possibly several at once, so it must return soon.
    /// </summary>
    /// <value>Default: <see langword="null"/>, no statistics.</value>
    public Action<string>? OnStatistics { get; set; }

    /// <summary>
    /// Returns tokens for <c>sasl.mechanisms=OAUTHBEARER</c>, unless librdkafka fetches them itself (<c>sasl.oauthbearer.method=oidc</c>).
    /// </summary>
    /// <value>Default: none.</value>
    public BearerTokenProvider? TokenProvider { get; set; }
}
