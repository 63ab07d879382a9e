using Microsoft.Extensions.Logging;

namespace Commands.Streams.Hosting;

/// <summary>What hosting logs.</summary>
internal static partial class HostingLog
{
    /// <summary>Without the exception: the worker that failed has logged it.</summary>
    [LoggerMessage(1, LogLevel.Critical, "Application '{Application}' failed: {Reason} {Consequence}")]
    public static partial void ApplicationFailed(ILogger logger, string application, string reason, string consequence);
}
