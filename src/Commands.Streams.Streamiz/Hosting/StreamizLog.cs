using Microsoft.Extensions.Logging;

namespace Commands.Streams.Hosting;

/// <summary>What the host of a Streamiz application logs.</summary>
internal static partial class StreamizLog
{
    [LoggerMessage(1, LogLevel.Critical, "Streamiz application '{Application}' failed. {Consequence}")]
    public static partial void ApplicationFailed(ILogger logger, Exception exception, string application, string consequence);
}
