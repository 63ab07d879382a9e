using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Clients;

/// <summary>
/// The port to a cluster: makes the consumers and producers of workers, administers topics, and makes publishers and readers for
/// issuers of commands.
/// One instance serves a whole process. Implementations are thread-safe; what they make is used by one thread unless said otherwise.
/// </summary>
public interface IStreamsClient : IDisposable
{
    /// <summary>What cluster this is, for log lines and error sentences: for Kafka, the bootstrap servers.</summary>
    string Description { get; }

    /// <summary>Where the objects that the client creates log, unless they are told otherwise.</summary>
    ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>Whether offsets sent in a transaction are stored and aborted records hidden. If not, exactly-once is refused at start.</summary>
    bool SupportsExactlyOnce { get; }

    /// <summary>Says everything that is wrong with the client's own configuration, one sentence each. No connection is made.</summary>
    IReadOnlyList<string> Validate();

    /// <summary>Makes a consumer; it joins its group at the first <see cref="IStreamConsumer.Subscribe"/>.</summary>
    /// <param name="settings">Group, isolation and so on.</param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    IStreamConsumer CreateConsumer(ConsumerSettings settings);

    /// <summary>Makes a producer: idempotent, acknowledged by all replicas.</summary>
    /// <param name="settings">Transactional id and so on.</param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    IStreamProducer CreateProducer(ProducerSettings settings);

    /// <summary>Makes a publisher for code outside topologies, such as the issuer of commands.</summary>
    /// <param name="clientId">The name the broker logs; also the name of the publisher's thread if it has one.</param>
    /// <param name="deliveryTimeout">
    /// How long the publisher tries to deliver a record, whatever time-out the record is given: after that it is not delivered any more. The client's own
    /// setting counts if it is shorter. <see langword="null"/>: the client's own setting alone.
    /// </param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    IRecordPublisher CreatePublisher(string clientId, TimeSpan? deliveryTimeout = null);

    /// <summary>Makes a reader of a topic that belongs to no consumer group, and starts it. No connection is waited for.</summary>
    /// <param name="settings">The topic, and who gets its records.</param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    ITopicReader CreateTopicReader(TopicReaderSettings settings);

    /// <summary>Makes an administrator of topics.</summary>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    ITopicAdmin CreateAdmin();
}
