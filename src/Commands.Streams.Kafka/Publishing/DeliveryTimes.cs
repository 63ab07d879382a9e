using System.Globalization;

namespace Commands.Streams.Kafka.Publishing;

/// <summary>
/// How long librdkafka tries to deliver a publisher's records. Less than their issuers wait, so that it is librdkafka that says what became of a record,
/// which knows whether it left the process, and that nothing is delivered that was given up.
/// </summary>
internal readonly record struct DeliveryTimes(int MessageTimeout, int TopicPropagation)
{
    // librdkafka looks for records that are overdue once a second.
    private const int Margin = 1_500;
    private const int MaxTopicPropagation = 5_000;

    /// <summary>The times in milliseconds.</summary>
    /// <param name="deliveryTimeout">How long issuers wait.</param>
    /// <param name="options">The user's options by librdkafka's names, a shorter time-out among them.</param>
    public static DeliveryTimes Of(TimeSpan deliveryTimeout, IReadOnlyDictionary<string, string> options)
    {
        var most = (int)Math.Clamp(deliveryTimeout.TotalMilliseconds, 2, int.MaxValue);
        var bound = most - Math.Min(Margin, most / 2);
        var messageTimeout = Math.Max(bound, Linger(options) + 1);
        if (Find(options, "message.timeout.ms", "delivery.timeout.ms") is > 0 and var own && own < messageTimeout)
        {
            messageTimeout = (int)own;
        }

        return new DeliveryTimes(messageTimeout, Math.Max(1, Math.Min(MaxTopicPropagation, messageTimeout / 2)));
    }

    private static int Linger(IReadOnlyDictionary<string, string> options) =>
        (int)Math.Clamp(Find(options, "linger.ms", "queue.buffering.max.ms") ?? 0, 0, 900_000);

    private static double? Find(IReadOnlyDictionary<string, string> options, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (options.TryGetValue(name, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}
