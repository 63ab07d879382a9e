using Commands.Streams.Clients;
using Commands.Streams.Kafka.Admin;
using Commands.Streams.Kafka.Configuration;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Diagnostics;
using Commands.Streams.Kafka.Groups;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Producing;

namespace Commands.Streams.Kafka;

/// <summary>A Kafka cluster, as the engine and issuers of commands use it. One instance serves a whole process. Thread-safe.</summary>
public sealed class KafkaClient : IDisposable
{
    private readonly KafkaOptions _options;
    private readonly ClientLog _log;
    private readonly GroupProtocolFinding _finding = new();
    private int _isValid;

    /// <summary>Makes a client; it connects when something made of it is used.</summary>
    /// <param name="options">How to reach the cluster.</param>
    public KafkaClient(KafkaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _log = new ClientLog(options.LoggerFactory);
    }

    /// <inheritdoc cref="IStreamsClient.Description"/>
    public string Description =>
        _options.EmbeddedCluster?.BootstrapServers
            ?? UserSettings.Find(_options, ClientRole.Consumer, "bootstrap.servers", "metadata.broker.list")
            ?? "(no bootstrap servers)";

    /// <inheritdoc cref="IStreamsClient.SupportsExactlyOnce"/>
    public bool SupportsExactlyOnce => _options.EmbeddedCluster is null;

    /// <inheritdoc cref="IStreamsClient.Validate"/>
    public IReadOnlyList<string> Validate() => OptionsValidation.Validate(_options);

    /// <inheritdoc cref="IStreamsClient.CreateConsumer"/>
    public IStreamConsumer CreateConsumer(ConsumerSettings settings)
    {
        EnsureValid();
        KafkaGroupProtocol protocol = GroupProtocols.Chosen(_options);

        return protocol != KafkaGroupProtocol.Auto ? CreateConsumer(settings, protocol)
            : _finding.IsConsumerProtocolMissing ? CreateConsumer(settings, KafkaGroupProtocol.Classic)
            : new ProtocolFallbackConsumer(
                chosen => CreateConsumer(settings, chosen), _finding, reason => _log.WriteFallback(settings.ClientId, reason.Message));
    }

    /// <inheritdoc cref="IStreamsClient.CreateProducer"/>
    public IStreamProducer CreateProducer(ProducerSettings settings)
    {
        EnsureValid();

        return new KafkaStreamProducer(
            ClientSettings.ForProducer(_options), settings, Callbacks(ClientRole.Producer, settings.ClientId), TimeProvider.System);
    }

    /// <inheritdoc cref="IStreamsClient.CreateAdmin"/>
    public ITopicAdmin CreateAdmin()
    {
        EnsureValid();

        return TopicAdminFactory.Create(_options, _log, Description);
    }

    /// <summary>Ends the client. What was made of it is disposed of by whoever asked for it.</summary>
    public void Dispose()
    {
    }

    private KafkaStreamConsumer CreateConsumer(ConsumerSettings settings, KafkaGroupProtocol protocol) =>
        new(ClientSettings.ForConsumer(_options, protocol), settings, Callbacks(ClientRole.Consumer, settings.ClientId));

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
