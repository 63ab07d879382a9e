using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime;

/// <summary>The log events of an application as a whole.</summary>
internal static partial class ApplicationLog
{
    [LoggerMessage(50, LogLevel.Warning, "Application '{ApplicationId}' cannot reach the cluster and waits for it: {Reason}")]
    public static partial void ClusterAway(ILogger logger, string applicationId, string reason);

    [LoggerMessage(51, LogLevel.Warning, "Application '{ApplicationId}' has not reached the cluster for {Elapsed}: {Reason}")]
    public static partial void ClusterStillAway(ILogger logger, string applicationId, TimeSpan elapsed, string reason);

    [LoggerMessage(52, LogLevel.Information, "Application '{ApplicationId}' reaches the cluster again, after {Elapsed}")]
    public static partial void ClusterBack(ILogger logger, string applicationId, TimeSpan elapsed);

    [LoggerMessage(53, LogLevel.Error, "A listener to application '{ApplicationId}' threw an exception")]
    public static partial void ListenerFailed(ILogger logger, Exception exception, string applicationId);
}
