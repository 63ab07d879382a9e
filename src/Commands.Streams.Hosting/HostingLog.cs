using Microsoft.Extensions.Logging;

namespace Commands.Streams.Hosting;

/// <summary>The log messages of the hosting package.</summary>
internal static partial class HostingLog
{
    /// <summary>Logs a failure without its exception, which the failed worker has already logged.</summary>
    [LoggerMessage(1, LogLevel.Critical, "Application '{Application}' failed: {Reason} {Consequence}")]
    public static partial void ApplicationFailed(ILogger logger, string application, string reason, string consequence);
}
