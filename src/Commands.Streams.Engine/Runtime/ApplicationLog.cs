using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime;

/// <summary>The log events of a whole application.</summary>
internal static partial class ApplicationLog
{
    [LoggerMessage(50, LogLevel.Warning, "Application '{ApplicationId}' cannot reach the cluster and is waiting for it: {Reason}")]
    public static partial void ClusterAway(ILogger logger, string applicationId, string reason);

    [LoggerMessage(51, LogLevel.Warning, "Application '{ApplicationId}' has been unable to reach the cluster for {Elapsed}: {Reason}")]
    public static partial void ClusterStillAway(ILogger logger, string applicationId, TimeSpan elapsed, string reason);

    [LoggerMessage(52, LogLevel.Information, "Application '{ApplicationId}' can reach the cluster again, after {Elapsed}")]
    public static partial void ClusterBack(ILogger logger, string applicationId, TimeSpan elapsed);

    [LoggerMessage(53, LogLevel.Error, "A listener to application '{ApplicationId}' threw an exception")]
    public static partial void ListenerFailed(ILogger logger, Exception exception, string applicationId);

    [LoggerMessage(
        54,
        LogLevel.Warning,
        "Application '{ApplicationId}': topic '{Topic}' was deleted and recreated. " +
        "The state of the old topic is discarded, and the new one is read from its beginning")]
    public static partial void CreatedAgain(ILogger logger, string applicationId, string topic);

    [LoggerMessage(
        55,
        LogLevel.Warning,
        "Application '{ApplicationId}' could not delete committed records from its internal topics, which keep growing; it will retry: {Reason}")]
    public static partial void NotPurged(ILogger logger, string applicationId, string reason);

    [LoggerMessage(56, LogLevel.Warning, "Application '{ApplicationId}' could not check its topics")]
    public static partial void NotWatched(ILogger logger, Exception exception, string applicationId);

    [LoggerMessage(
        57,
        LogLevel.Warning,
        "Topic '{Topic}' has {Found} partitions, but its contract declares {Wanted}. That number is used only when the topic is created: " +
        "correct the contract, or add partitions to the topic; records with equal keys, written before and after, may then be in different partitions")]
    public static partial void OtherPartitionCount(ILogger logger, string topic, int found, int wanted);

    [LoggerMessage(
        58,
        LogLevel.Warning,
        "Dead-letter topic '{Topic}' keeps records for only {Retention}: letters may be deleted before anyone looks at them. Raise its retention.ms")]
    public static partial void ShortRetention(ILogger logger, string topic, TimeSpan retention);
}
