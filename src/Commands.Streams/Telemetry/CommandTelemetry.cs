using System.Diagnostics;
using System.Diagnostics.Metrics;
using Commands.Streams.Diagnostics;

namespace Commands.Streams.Telemetry;

/// <summary>
/// The activity source and the instruments of the command layer, both named <c>Commands.Streams</c>, by OpenTelemetry's messaging conventions.
/// </summary>
internal static class CommandTelemetry
{
    public static readonly ActivitySource Source = new(MessagingConventions.SourceName);

    public static readonly Meter Meter = new(MessagingConventions.SourceName);

    public static readonly Histogram<double> OperationDuration = MessagingConventions.CreateDuration(
        Meter, MessagingConventions.OperationDuration, MessagingConventions.OperationDurationDescription);

    public static readonly Histogram<double> ProcessDuration = MessagingConventions.CreateDuration(
        Meter, "messaging.process.duration", "Duration of processing operation.");

    public static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Number of messages producer attempted to send to the broker.");

    public static readonly Counter<long> Consumed = Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Number of messages that were delivered to the application.");

    /// <summary>True if anyone observes commands that are sent.</summary>
    public static bool IsSendingObserved => Source.HasListeners() || OperationDuration.Enabled || Sent.Enabled;

    /// <summary>True if anyone observes commands that are handled.</summary>
    public static bool IsProcessingObserved => Source.HasListeners() || ProcessDuration.Enabled || Consumed.Enabled;
}
