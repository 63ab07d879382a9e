using Commands.Streams.Records;
using Commands.Streams.Restoration;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime.Restoring;

/// <summary>Reports what restorers do: in the log, and to the application's listener, whose exceptions must not end a worker.</summary>
internal sealed class RestoreEvents(RuntimeSettings settings, string worker)
{
    public void Started(StoreRestorer restorer)
    {
        if (restorer.Wiped is { } why)
        {
            RestoreLog.Wiped(settings.Logger, worker, restorer.Store, restorer.Changelog, why);
        }

        if (restorer.To > restorer.From)
        {
            RestoreLog.Started(settings.Logger, worker, restorer.Store, restorer.Changelog, restorer.From, restorer.To);
        }

        Tell(restorer, listener => listener.OnRestoreStart(restorer.Changelog, restorer.Store, restorer.From, restorer.To));
    }

    public void Progressed(StoreRestorer restorer, long restored) =>
        Tell(restorer, listener => listener.OnBatchRestored(restorer.Changelog, restorer.Store, restorer.Next, restored));

    public void Waits(StoreRestorer restorer) => RestoreLog.Waits(settings.Logger, worker, restorer.Store, restorer.Changelog, restorer.Next);

    public void Ended(StoreRestorer restorer, TimeSpan elapsed)
    {
        if (restorer.To > restorer.From)
        {
            RestoreLog.Ended(settings.Logger, worker, restorer.Store, restorer.Changelog, restorer.Restored, elapsed);
        }

        Tell(restorer, listener => listener.OnRestoreEnd(restorer.Changelog, restorer.Store, restorer.Restored));
    }

    public void Suspended(StoreRestorer restorer) =>
        Tell(restorer, listener => listener.OnRestoreSuspended(restorer.Changelog, restorer.Store, restorer.Restored));

    private void Tell(StoreRestorer restorer, Action<State.IStateRestoreListener> tell)
    {
        if (settings.RestoreListener is not { } listener)
        {
            return;
        }

        try
        {
            tell(listener);
        }
        catch (Exception exception)
        {
            RestoreLog.ListenerFailed(settings.Logger, exception, worker, restorer.Store);
        }
    }
}

/// <summary>The log events of restoration.</summary>
internal static partial class RestoreLog
{
    [LoggerMessage(70, LogLevel.Information, "{Worker} restores state store '{Store}' from {Changelog}: offsets {From} to {To}")]
    public static partial void Started(ILogger logger, string worker, string store, TopicPartition changelog, long from, long to);

    [LoggerMessage(71, LogLevel.Information, "{Worker} has restored state store '{Store}' from {Changelog}: {Count} records in {Elapsed}")]
    public static partial void Ended(ILogger logger, string worker, string store, TopicPartition changelog, long count, TimeSpan elapsed);

    [LoggerMessage(72, LogLevel.Warning, "{Worker} builds state store '{Store}' anew from {Changelog}, because {Reason}")]
    public static partial void Wiped(ILogger logger, string worker, string store, TopicPartition changelog, string reason);

    [LoggerMessage(73, LogLevel.Error, "{Worker}: the restore listener failed for state store '{Store}'; restoration continues")]
    public static partial void ListenerFailed(ILogger logger, Exception exception, string worker, string store);

    [LoggerMessage(
        75,
        LogLevel.Warning,
        "{Worker} cannot complete state store '{Store}': a transaction is open in {Changelog} at offset {Offset}. Its former owner has probably died; the " +
        "cluster aborts the transaction when its time is up")]
    public static partial void Waits(ILogger logger, string worker, string store, TopicPartition changelog, long offset);

    [LoggerMessage(76, LogLevel.Error, "The files of state store '{Store}' in {Directory} cannot be read; they are deleted, and the store is restored")]
    public static partial void Corrupted(ILogger logger, Exception exception, string store, string directory);

    [LoggerMessage(74, LogLevel.Warning, "{Worker} cannot restore state yet and will retry: {Reason}")]
    public static partial void Delayed(ILogger logger, string worker, string reason);
}
