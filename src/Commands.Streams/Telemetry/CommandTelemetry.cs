using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Commands.Streams.Telemetry;

/// <summary>
/// The activity source and the instruments of the command layer, both named <c>Commands.Streams</c>, by OpenTelemetry's messaging conventions.
/// </summary>
internal static class CommandTelemetry
{
    public const string Name = "Commands.Streams";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> OperationDuration = Seconds(
        "messaging.client.operation.duration", "Duration of messaging operation initiated by a producer or consumer client.");

    public static readonly Histogram<double> ProcessDuration = Seconds("messaging.process.duration", "Duration of processing operation.");

    public static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Number of messages producer attempted to send to the broker.");

    public static readonly Counter<long> Consumed = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Number of messages that were delivered to the application.");

    /// <summary>True if anyone observes commands that are sent.</summary>
    public static bool IsSendingObserved => Source.HasListeners() || OperationDuration.Enabled || Sent.Enabled;

    /// <summary>True if anyone observes commands that are handled.</summary>
    public static bool IsProcessingObserved => Source.HasListeners() || ProcessDuration.Enabled || Consumed.Enabled;

    /// <summary>Creates a histogram with the buckets that the conventions require.</summary>
    private static Histogram<double> Seconds(string name, string description) => Meter.CreateHistogram(
        name,
        "s",
        description,
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });
}
