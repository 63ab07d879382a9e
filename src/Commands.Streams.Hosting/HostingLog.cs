using Microsoft.Extensions.Logging;

namespace Commands.Streams.Hosting;

/// <summary>What hosting logs.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Critical, "Application '{Application}' failed. {Consequence}")]
    public static partial void ApplicationFailed(ILogger logger, string application, string consequence, Exception exception);
}
