using Commands.Streams.Records;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime.Workers;

/// <summary>The log events of applications and workers.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(20, LogLevel.Information, "Application '{ApplicationId}' is {State}")]
    public static partial void StateChanged(ILogger logger, string applicationId, string state);

    [LoggerMessage(21, LogLevel.Information, "{Worker} was assigned {Partitions}")]
    public static partial void Assigned(ILogger logger, string worker, string partitions);

    [LoggerMessage(22, LogLevel.Information, "{Worker} releases {Partitions}")]
    public static partial void Revoked(ILogger logger, string worker, string partitions);

    [LoggerMessage(23, LogLevel.Warning, "{Worker} has lost {Partitions}: the group considered it dead. Uncommitted work is repeated elsewhere")]
    public static partial void Lost(ILogger logger, string worker, string partitions);

    [LoggerMessage(24, LogLevel.Warning, "{Worker} restarts its tasks from the committed offsets")]
    public static partial void TasksReset(ILogger logger, Exception exception, string worker);

    [LoggerMessage(25, LogLevel.Warning, "{Worker} drops its tasks and rejoins the group")]
    public static partial void Rejoins(ILogger logger, Exception exception, string worker);

    [LoggerMessage(26, LogLevel.Warning, "{Worker} could not commit and will retry: {Reason}")]
    public static partial void CommitDelayed(ILogger logger, string worker, string reason);

    [LoggerMessage(
        27, LogLevel.Warning, "{Worker}: {Count} handlers did not complete within {Timeout} and are cancelled; their records are processed again elsewhere")]
    public static partial void HandlersCancelled(ILogger logger, string worker, int count, TimeSpan timeout);

    [LoggerMessage(28, LogLevel.Error, "{Worker} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(29, LogLevel.Information, "{Worker} restarts with new clients")]
    public static partial void Replaced(ILogger logger, string worker);

    [LoggerMessage(30, LogLevel.Warning, "{Worker} could not close cleanly; uncommitted work is repeated")]
    public static partial void UncleanClose(ILogger logger, Exception exception, string worker);

    [LoggerMessage(31, LogLevel.Warning, "{Worker} could not reach the cluster and will retry: {Reason}")]
    public static partial void ClusterDelayed(ILogger logger, string worker, string reason);

    [LoggerMessage(
        32,
        LogLevel.Warning,
        "{Worker} has been in one turn for {Elapsed}: a handler or a call to the Kafka client has not returned. Its partitions are not processed " +
        "meanwhile; once the client's max.poll.interval.ms has elapsed, the group reassigns them")]
    public static partial void Stalled(ILogger logger, string worker, TimeSpan elapsed);

    [LoggerMessage(33, LogLevel.Warning, "{Worker} creates a new producer, keeps its partitions, and restarts its tasks from the committed offsets")]
    public static partial void ProducerRenewed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(
        34,
        LogLevel.Warning,
        "{Worker}: records of {Partition} were deleted before they were processed: " +
        "offsets {From} to {To}, at most {Count}. Raise the topic's retention, or process records faster")]
    public static partial void LostToRetention(ILogger logger, string worker, TopicPartition partition, long from, long to, long count);

    [LoggerMessage(
        35,
        LogLevel.Warning,
        "{Worker}: the log of {Partition} was truncated at {LogEnd}, before offset {Position}, the next one to read. " +
        "The cluster has lost records; the partition is read on from what was committed of the rest")]
    public static partial void LogCutOff(ILogger logger, string worker, TopicPartition partition, long position, long logEnd);

    [LoggerMessage(40, LogLevel.Error, "Task {TaskId} failed while closing; it is closed anyway")]
    public static partial void TaskNotClosed(ILogger logger, Exception exception, TaskId taskId);

    [LoggerMessage(
        42,
        LogLevel.Warning,
        "{Worker}: {Partitions} have not acknowledged any record for {Elapsed}. " +
        "Tasks that write to them wait; the others continue. Look for partitions without leader")]
    public static partial void OutputsBlocked(ILogger logger, string worker, string partitions, TimeSpan elapsed);

    [LoggerMessage(43, LogLevel.Information, "{Worker}: {Partitions} acknowledge records again")]
    public static partial void OutputsBack(ILogger logger, string worker, string partitions);

    [LoggerMessage(44, LogLevel.Warning, "{Worker} aborts its transaction and continues with a producer under another transactional id")]
    public static partial void TransactionLeft(ILogger logger, Exception exception, string worker);

    [LoggerMessage(
        45,
        LogLevel.Information,
        "{Worker}: the transaction was not aborted at once. The cluster will abort it later; until then, readers of committed records wait at its partitions")]
    public static partial void AbortDelayed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(
        46,
        LogLevel.Warning,
        "{Worker}: a transaction that has written to {Partitions} has not been committed within {Elapsed}. Look for unreachable brokers")]
    public static partial void TransactionLasts(ILogger logger, string worker, string partitions, TimeSpan elapsed);

    [LoggerMessage(41, LogLevel.Warning, "{Worker} restarts tasks {Tasks} from the committed offsets; the others continue")]
    public static partial void TaskReset(ILogger logger, Exception exception, string worker, string tasks);
}
