namespace Commands.Streams.Hosting;

/// <summary>The names to subscribe to the library's telemetry by, such as <c>metrics.AddMeter(StreamsTelemetry.MeterName)</c>.</summary>
public static class StreamsTelemetry
{
    /// <summary>The meter of all instruments.</summary>
    public const string MeterName = "Commands.Streams";

    /// <summary>The source of all spans.</summary>
    public const string ActivitySourceName = "Commands.Streams";
}
