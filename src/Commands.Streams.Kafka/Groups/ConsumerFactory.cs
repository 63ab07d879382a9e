using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Configuration;
using Commands.Streams.Kafka.Consuming;
using Commands.Streams.Kafka.Diagnostics;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Groups;

/// <summary>
/// Makes the consumers of a <see cref="KafkaClient"/> in the group protocol that user and brokers agree on. Once one of them has found that the
/// brokers lack KIP-848, the next ones do not try. Thread-safe.
/// </summary>
internal sealed class ConsumerFactory(KafkaOptions options, ClientLog log)
{
    private volatile bool _isProtocolMissing;

    /// <summary>Makes a consumer.</summary>
    public IStreamConsumer Create(ConsumerSettings settings)
    {
        KafkaGroupProtocol protocol = GroupProtocols.Chosen(options);

        return protocol == KafkaGroupProtocol.Classic || (protocol == KafkaGroupProtocol.Auto && _isProtocolMissing)
            ? CreateClassic(settings)
            : CreateChecking(settings, protocol);
    }

    private KafkaStreamConsumer CreateClassic(ConsumerSettings settings) => new(
        ClientSettings.ForConsumer(options, KafkaGroupProtocol.Classic),
        settings,
        ClientCallbacks.Create(options, log, ClientRole.Consumer, settings.ClientId));

    private ProtocolCheckingConsumer CreateChecking(ConsumerSettings settings, KafkaGroupProtocol protocol)
    {
        var watch = new ProtocolWatch(UserSettings.Find(options, ClientRole.Consumer, "debug"), settings.Wake);
        NativeCallbacks callbacks = ClientCallbacks.Create(options, log, ClientRole.Consumer, settings.ClientId, watch.Hear);
        var own = new Dictionary<string, string>(ClientSettings.ForConsumer(options, protocol)) { ["debug"] = watch.DebugContexts };
        var consumer = new KafkaStreamConsumer(own, settings, callbacks);

        return new ProtocolCheckingConsumer(consumer, watch, reason => FallBack(settings, protocol, reason));
    }

    private KafkaStreamConsumer FallBack(ConsumerSettings settings, KafkaGroupProtocol protocol, string reason)
    {
        if (protocol == KafkaGroupProtocol.Consumer)
        {
            throw new ClientException(
                ClientErrorKind.Fatal,
                "UNSUPPORTED_VERSION",
                $"Group '{settings.GroupId}' cannot be joined by the KIP-848 protocol, which the options ask for: {reason} " +
                "Set KafkaOptions.GroupProtocol to Auto or Classic, or upgrade the brokers to Kafka 4 and its group.version to 1.");
        }

        log.WriteFallback(settings.ClientId, reason);
        _isProtocolMissing = true;

        return CreateClassic(settings);
    }
}
