using System.Diagnostics.Metrics;

namespace Commands.Streams.Diagnostics;

/// <summary>The names of the library's telemetry, which follow OpenTelemetry's messaging conventions; for libraries on top of the engine.</summary>
public static class MessagingConventions
{
    /// <summary>The name of the library's meters and activity sources.</summary>
    public const string SourceName = "Commands.Streams";

    /// <summary>The instrument for the duration of client operations.</summary>
    public const string OperationDuration = "messaging.client.operation.duration";

    /// <summary>The description of <see cref="OperationDuration"/>.</summary>
    public const string OperationDurationDescription = "Duration of messaging operation initiated by a producer or consumer client.";

    /// <summary>The tag of the messaging system.</summary>
    public const string System = "messaging.system.name";

    /// <summary>The value of <see cref="System"/>.</summary>
    public const string Kafka = "kafka";

    /// <summary>The tag of the operation's name.</summary>
    public const string OperationName = "messaging.operation.name";

    /// <summary>The tag of the operation's type.</summary>
    public const string OperationType = "messaging.operation.type";

    /// <summary>The tag of the topic.</summary>
    public const string Destination = "messaging.destination.name";

    /// <summary>The tag of the partition.</summary>
    public const string Partition = "messaging.destination.partition.id";

    /// <summary>The tag of the consumer group.</summary>
    public const string ConsumerGroup = "messaging.consumer.group.name";

    /// <summary>Creates a histogram of durations in seconds, with the buckets that the conventions require.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="name">The name of the instrument.</param>
    /// <param name="description">The description of the instrument.</param>
    public static Histogram<double> CreateDuration(Meter meter, string name, string description)
    {
        ArgumentNullException.ThrowIfNull(meter);
        return meter.CreateHistogram(
            name,
            "s",
            description,
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });
    }
}
