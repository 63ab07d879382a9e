using Commands.Streams.Clients;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>Writes a subscription as librdkafka reads it: names as they are, patterns as expressions that begin with a circumflex.</summary>
internal static class SubscriptionNames
{
    /// <summary>The names and expressions.</summary>
    public static IReadOnlyCollection<string> Of(TopicSubscription subscription) =>
        [.. subscription.Topics, .. subscription.Patterns.Select(pattern => $"^({pattern})$")];
}
