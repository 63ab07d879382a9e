using Commands.Streams.Diagnostics;

namespace Commands.Streams.Hosting;

/// <summary>The names of the library's telemetry sources, for use as in <c>metrics.AddMeter(StreamsTelemetry.MeterName)</c>.</summary>
public static class StreamsTelemetry
{
    /// <summary>The name of the meter of all instruments.</summary>
    public const string MeterName = MessagingConventions.SourceName;

    /// <summary>The name of the activity source of all spans.</summary>
    public const string ActivitySourceName = MessagingConventions.SourceName;
}
