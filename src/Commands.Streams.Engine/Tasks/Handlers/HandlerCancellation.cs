using Commands.Streams.Records;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tasks.Handlers;

/// <summary>Cancels handlers when their task ends. Whatever their callbacks do, even if they throw, must not delay the worker or leave anything open.</summary>
internal static class HandlerCancellation
{
    /// <summary>Cancels on another thread, so that nobody waits for the handlers' cleanup.</summary>
    public static void Aside(CancellationTokenSource source, TaskId taskId, ILogger logger) => source.CancelAsync().ContinueWith(
        cancelled => TaskLog.CancellationFailed(logger, cancelled.Exception!, taskId),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    /// <summary>Cancels on the calling thread.</summary>
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
