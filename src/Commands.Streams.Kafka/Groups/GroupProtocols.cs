using Commands.Streams.Kafka.Configuration;

namespace Commands.Streams.Kafka.Groups;

/// <summary>Knows the properties of the group protocols: how the user chooses one, and what makes a client use it.</summary>
internal static class GroupProtocols
{
    /// <summary>The protocol to use; the property decides if the option leaves it open.</summary>
    public static KafkaGroupProtocol Chosen(KafkaOptions options) =>
        options.GroupProtocol == KafkaGroupProtocol.Auto ? ByProperty(options) ?? KafkaGroupProtocol.Auto : options.GroupProtocol;

    /// <summary>What is wrong with the choice, or <see langword="null"/> for nothing.</summary>
    public static string? Contradiction(KafkaOptions options) =>
        options.GroupProtocol != KafkaGroupProtocol.Auto && ByProperty(options) is { } other && other != options.GroupProtocol
            ? $"KafkaOptions.GroupProtocol is {options.GroupProtocol}, but the property 'group.protocol' says {other}. Remove one of them."
            : null;

    /// <summary>Whether a property belongs to one protocol, so that it follows from the choice.</summary>
    public static bool IsProperty(string name) => name is "group.protocol" or "group.remote.assignor" or "partition.assignment.strategy";

    /// <summary>The settings that make a consumer use a protocol and keep co-partitioned inputs together.</summary>
    /// <param name="protocol">The protocol; <see cref="KafkaGroupProtocol.Auto"/> means trying KIP-848.</param>
    public static KeyValuePair<string, string>[] Settings(KafkaGroupProtocol protocol) => protocol == KafkaGroupProtocol.Classic
        ? [new("group.protocol", "classic"), new("partition.assignment.strategy", "range")]
        : [new("group.protocol", "consumer"), new("group.remote.assignor", "range")];

    /// <summary>Settings that the user may overrule: an embedded cluster rebalances classic groups only after a session time-out.</summary>
    public static KeyValuePair<string, string>[] Defaults(EmbeddedCluster? cluster, KafkaGroupProtocol protocol) =>
        cluster is null || protocol != KafkaGroupProtocol.Classic
            ? []
            :
            [
                new("session.timeout.ms", $"{(int)cluster.ClassicSessionTimeout.TotalMilliseconds}"),
                new("heartbeat.interval.ms", $"{(int)cluster.HeartbeatInterval.TotalMilliseconds}"),
            ];

    private static KafkaGroupProtocol? ByProperty(KafkaOptions options) =>
        UserSettings.Find(options, ClientRole.Consumer, "group.protocol")?.ToLowerInvariant() switch
        {
            "classic" => KafkaGroupProtocol.Classic,
            "consumer" => KafkaGroupProtocol.Consumer,
            _ => null,
        };
}
