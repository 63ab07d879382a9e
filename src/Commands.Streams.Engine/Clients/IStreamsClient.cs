using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Clients;

/// <summary>
/// The port to a cluster: creates the consumers and producers of workers, administers topics, and creates publishers and readers for issuers of
/// commands. One instance serves a whole process. Implementations are thread-safe; the objects they create are used by one thread unless stated
/// otherwise.
/// </summary>
public interface IStreamsClient : IDisposable
{
    /// <summary>Identifies the cluster in log lines and error messages; for Kafka, the bootstrap servers.</summary>
    string Description { get; }

    /// <summary>The logger factory of the objects that the client creates, unless they are given another one.</summary>
    ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>
    /// <see langword="true"/> if offsets sent in a transaction are stored and aborted records are hidden; otherwise <see langword="false"/>, and
    /// exactly-once is refused at start.
    /// </summary>
    bool SupportsExactlyOnce { get; }

    /// <summary>Checks the client's own configuration and describes each problem in one sentence. Does not connect.</summary>
    IReadOnlyList<string> Validate();

    /// <summary>Creates a consumer, which joins its group at the first <see cref="IStreamConsumer.Subscribe"/>.</summary>
    /// <param name="settings">Group, isolation and so on.</param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    IStreamConsumer CreateConsumer(ConsumerSettings settings);

    /// <summary>Creates a producer: idempotent, acknowledged by all replicas.</summary>
    /// <param name="settings">Transactional id and so on.</param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    IStreamProducer CreateProducer(ProducerSettings settings);

    /// <summary>Creates a publisher for code outside topologies, such as an issuer of commands.</summary>
    /// <param name="clientId">The name that the broker logs; also the name of the publisher's thread, if it has one.</param>
    /// <param name="deliveryTimeout">
    /// How long the publisher tries to deliver a record, whatever timeout the record has. The client's own setting applies if it is shorter. If
    /// <see langword="null"/>, only the client's own setting applies.
    /// </param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    IRecordPublisher CreatePublisher(string clientId, TimeSpan? deliveryTimeout = null);

    /// <summary>Creates a reader of a topic that does not belong to a consumer group, and starts it. Does not wait for a connection.</summary>
    /// <param name="settings">The topic, and the function that receives its records.</param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    ITopicReader CreateTopicReader(TopicReaderSettings settings);

    /// <summary>Creates a reader of partitions that does not belong to a consumer group. Does not wait for a connection.</summary>
    /// <param name="settings">Isolation, and who is told of lost positions.</param>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    IRecordReader CreateRecordReader(RecordReaderSettings settings);

    /// <summary>Creates an administrator of topics.</summary>
    /// <exception cref="Errors.ClientException">The client refuses the configuration.</exception>
    ITopicAdmin CreateAdmin();
}
