using Microsoft.Extensions.Logging;

namespace Commands.Streams.State.Files;

internal static partial class StateLog
{
    [LoggerMessage(1, LogLevel.Information, "Deleted {Path}, the state of a partition that this process has not had for {Delay}")]
    public static partial void Cleaned(ILogger logger, string path, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Warning, "State that is no longer used cannot be deleted; this is tried again")]
    public static partial void CleaningFailed(ILogger logger, Exception exception);
}
