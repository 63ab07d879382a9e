using System.Diagnostics.Metrics;
using Commands.Streams.Issuing;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Subscribing;

/// <summary>The instruments of subscribers, on the library's meter. Tagged with the topic of commands.</summary>
internal static class SubscriberMeter
{
    private static readonly Meter Meter = CommandTelemetry.Meter;

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "commands.streams.subscriber.retries", "{try}", "Attempts to handle a command after the first one.");

    private static readonly Counter<long> Duplicates = Meter.CreateCounter<long>(
        "commands.streams.subscriber.duplicates", "{command}", "Commands that were finished already and got the response that was stored.");

    public static void Retried(string topic) => Retries.Add(1, new KeyValuePair<string, object?>(ClientMeter.TopicTag, topic));

    public static void Duplicate(string topic) => Duplicates.Add(1, new KeyValuePair<string, object?>(ClientMeter.TopicTag, topic));
}
