using Commands.Streams.Clients;
using Commands.Streams.Kafka.Admin;
using Commands.Streams.Kafka.Configuration;
using Commands.Streams.Kafka.Diagnostics;
using Commands.Streams.Kafka.Groups;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Producing;
using Commands.Streams.Kafka.Publishing;
using Commands.Streams.Kafka.Reading;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Kafka;

/// <summary>The client of a Kafka cluster for the engine and for issuers of commands. One instance serves a whole process. Thread-safe.</summary>
public sealed class KafkaClient : IStreamsClient
{
    private readonly KafkaOptions _options;
    private readonly ClientLog _log;
    private readonly ConsumerFactory _consumers;
    private readonly BatchLimits _limits = new();
    private int _isValid;

    /// <summary>Creates a client. It connects when one of the objects it creates is used.</summary>
    /// <param name="options">The options for reaching the cluster.</param>
    public KafkaClient(KafkaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _log = new ClientLog(options.LoggerFactory);
        _consumers = new ConsumerFactory(options, _log);
    }

    /// <inheritdoc/>
    public string Description =>
        _options.EmbeddedCluster?.BootstrapServers
            ?? UserSettings.Find(_options, ClientRole.Consumer, "bootstrap.servers", "metadata.broker.list")
            ?? "(no bootstrap servers)";

    /// <inheritdoc/>
    public ILoggerFactory LoggerFactory => _options.LoggerFactory;

    /// <inheritdoc/>
    public bool SupportsExactlyOnce => _options.EmbeddedCluster is null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Validate() => OptionsValidation.Validate(_options);

    /// <inheritdoc/>
    public IStreamConsumer CreateConsumer(ConsumerSettings settings)
    {
        EnsureValid();

        return _consumers.Create(settings);
    }

    /// <inheritdoc/>
    public IStreamProducer CreateProducer(ProducerSettings settings)
    {
        EnsureValid();

        return new KafkaStreamProducer(
            ClientSettings.ForProducer(_options), settings, Callbacks(ClientRole.Producer, settings.ClientId), TimeProvider.System, _limits);
    }

    /// <inheritdoc/>
    public IRecordPublisher CreatePublisher(string clientId, TimeSpan? deliveryTimeout = null)
    {
        EnsureValid();

        return new KafkaRecordPublisher(
            ClientSettings.ForProducer(_options), clientId, deliveryTimeout, Callbacks(ClientRole.Producer, clientId), TimeProvider.System);
    }

    /// <inheritdoc/>
    public ITopicReader CreateTopicReader(TopicReaderSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        EnsureValid();

        return new KafkaTopicReader(
            ClientSettings.ForConsumer(_options, KafkaGroupProtocol.Classic),
            settings,
            Callbacks(ClientRole.Consumer, settings.ClientId),
            TimeProvider.System);
    }

    /// <inheritdoc/>
    public IRecordReader CreateRecordReader(RecordReaderSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        EnsureValid();

        return new KafkaRecordReader(
            ClientSettings.ForConsumer(_options, KafkaGroupProtocol.Classic),
            settings,
            Callbacks(ClientRole.Consumer, settings.ClientId),
            TimeProvider.System);
    }

    /// <inheritdoc/>
    public ITopicAdmin CreateAdmin()
    {
        EnsureValid();

        return TopicAdminFactory.Create(_options, _log, Description);
    }

    /// <summary>Closes the client. Does not dispose the consumers, producers and readers it has created; their owners do.</summary>
    public void Dispose()
    {
    }

    private NativeCallbacks Callbacks(ClientRole role, string clientId) => ClientCallbacks.Create(_options, _log, role, clientId);

    private void EnsureValid()
    {
        if (Volatile.Read(ref _isValid) == 0)
        {
            OptionsValidation.EnsureValid(_options);
            Volatile.Write(ref _isValid, 1);
        }
    }
}
