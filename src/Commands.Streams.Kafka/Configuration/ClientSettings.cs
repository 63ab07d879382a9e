using Commands.Streams.Kafka.Groups;

namespace Commands.Streams.Kafka.Configuration;

/// <summary>
/// Merges what the user set for a client with what follows from the options as a whole: the address and the group protocol. The result keeps the
/// order of the layers, because of a property and its alias librdkafka takes the later one.
/// </summary>
internal static class ClientSettings
{
    /// <summary>The settings of a consumer, without those that follow from its worker.</summary>
    /// <param name="options">The user's options.</param>
    /// <param name="protocol">The protocol to join the group with; <see cref="KafkaGroupProtocol.Auto"/> tries KIP-848.</param>
    public static IReadOnlyDictionary<string, string> ForConsumer(KafkaOptions options, KafkaGroupProtocol protocol) =>
        Merge(
            GroupProtocols.Defaults(options.EmbeddedCluster, protocol)
                .Concat(FromUser(options, ClientRole.Consumer).Where(pair => !GroupProtocols.IsProperty(pair.Key)))
                .Concat(GroupProtocols.Settings(protocol)));

    /// <summary>The settings of a producer or publisher, without those that follow from its worker.</summary>
    /// <param name="options">The user's options.</param>
    public static IReadOnlyDictionary<string, string> ForProducer(KafkaOptions options) => Merge(FromUser(options, ClientRole.Producer));

    /// <summary>The settings of the client that administers topics.</summary>
    /// <param name="options">The user's options.</param>
    public static IReadOnlyDictionary<string, string> ForAdmin(KafkaOptions options) => Merge(FromUser(options, ClientRole.Admin));

    private static IEnumerable<KeyValuePair<string, string>> FromUser(KafkaOptions options, ClientRole role)
    {
        IEnumerable<KeyValuePair<string, string>> settings =
            UserSettings.Read(options, role).Select(setting => new KeyValuePair<string, string>(setting.Name, setting.Value));

        return options.EmbeddedCluster is { } cluster ? settings.Append(new("bootstrap.servers", cluster.BootstrapServers)) : settings;
    }

    // A dictionary that nothing was removed from lists its entries in the order they were added.
    private static Dictionary<string, string> Merge(IEnumerable<KeyValuePair<string, string>> settings) =>
        new(settings.Reverse().DistinctBy(pair => pair.Key).Reverse());
}
