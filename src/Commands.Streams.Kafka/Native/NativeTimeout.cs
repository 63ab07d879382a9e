namespace Commands.Streams.Kafka.Native;

/// <summary>Times as librdkafka takes them: whole milliseconds, -1 for no limit.</summary>
internal static class NativeTimeout
{
    /// <summary>The milliseconds of a time; what is longer than 24 days is no limit.</summary>
    public static int Milliseconds(TimeSpan time) =>
        time < TimeSpan.Zero || time.TotalMilliseconds > int.MaxValue ? -1 : (int)time.TotalMilliseconds;
}
