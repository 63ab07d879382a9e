using Commands.Streams.Records;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tasks.Handlers;

/// <summary>Tells handlers that their task ends. What they do then, throwing included, must neither hold the worker up nor leave anything open.</summary>
internal static class HandlerCancellation
{
    /// <summary>Tells them on another thread, so that nobody waits for what they clean up.</summary>
    public static void Aside(CancellationTokenSource source, TaskId taskId, ILogger logger) => source.CancelAsync().ContinueWith(
        cancelled => TaskLog.CancellationFailed(logger, cancelled.Exception!, taskId),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    /// <summary>Tells them here and now.</summary>
    public static void AtOnce(CancellationTokenSource source, TaskId taskId, ILogger logger)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException exception)
        {
            TaskLog.CancellationFailed(logger, exception, taskId);
        }
    }
}
