using Commands.Streams.Records;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime.Workers;

/// <summary>The log events of applications and workers.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(20, LogLevel.Information, "Application '{ApplicationId}' is {State}")]
    public static partial void StateChanged(ILogger logger, string applicationId, string state);

    [LoggerMessage(21, LogLevel.Information, "{Worker} was given {Partitions}")]
    public static partial void Assigned(ILogger logger, string worker, string partitions);

    [LoggerMessage(22, LogLevel.Information, "{Worker} gives up {Partitions}")]
    public static partial void Revoked(ILogger logger, string worker, string partitions);

    [LoggerMessage(23, LogLevel.Warning, "{Worker} has lost {Partitions}: it was taken for dead. What was not committed is done again elsewhere")]
    public static partial void Lost(ILogger logger, string worker, string partitions);

    [LoggerMessage(24, LogLevel.Warning, "{Worker} starts its tasks again from the committed offsets")]
    public static partial void TasksReset(ILogger logger, Exception exception, string worker);

    [LoggerMessage(25, LogLevel.Warning, "{Worker} gives its tasks up and joins the group again")]
    public static partial void Rejoins(ILogger logger, Exception exception, string worker);

    [LoggerMessage(26, LogLevel.Warning, "{Worker} could not commit and tries again: {Reason}")]
    public static partial void CommitDelayed(ILogger logger, string worker, string reason);

    [LoggerMessage(27, LogLevel.Warning, "{Worker}: {Count} handlers did not end within {Timeout} and are cancelled; their records are done again elsewhere")]
    public static partial void HandlersCancelled(ILogger logger, string worker, int count, TimeSpan timeout);

    [LoggerMessage(28, LogLevel.Error, "{Worker} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(29, LogLevel.Information, "{Worker} starts again with new clients")]
    public static partial void Replaced(ILogger logger, string worker);

    [LoggerMessage(30, LogLevel.Warning, "{Worker} could not close cleanly; what was not committed is done again")]
    public static partial void UncleanClose(ILogger logger, Exception exception, string worker);

    [LoggerMessage(31, LogLevel.Warning, "{Worker} could not reach the cluster and tries again: {Reason}")]
    public static partial void ClusterDelayed(ILogger logger, string worker, string reason);

    [LoggerMessage(
        32,
        LogLevel.Warning,
        "{Worker} has been in one turn for {Elapsed}: a handler has not returned, or a call of the client. Its partitions stand still meanwhile; once the " +
        "client's max.poll.interval.ms is over, the group gives them to others")]
    public static partial void Stalled(ILogger logger, string worker, TimeSpan elapsed);

    [LoggerMessage(33, LogLevel.Warning, "{Worker} takes a new producer, keeps its partitions, and starts its tasks again from the committed offsets")]
    public static partial void ProducerRenewed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(
        34,
        LogLevel.Warning,
        "{Worker}: records of {Partition} were deleted before they were handled: offsets {From} to {To}, {Count} at most. Raise the topic's " +
        "retention, or handle faster")]
    public static partial void LostToRetention(ILogger logger, string worker, TopicPartition partition, long from, long to, long count);

    [LoggerMessage(
        35,
        LogLevel.Warning,
        "{Worker}: the log of {Partition} was cut off at {LogEnd}, before offset {Position}, which was to be read next. The cluster has lost records; " +
        "the partition is " +
        "read on from what was committed of the rest")]
    public static partial void LogCutOff(ILogger logger, string worker, TopicPartition partition, long position, long logEnd);

    [LoggerMessage(40, LogLevel.Error, "Task {TaskId} failed while it was closed; it is closed all the same")]
    public static partial void TaskNotClosed(ILogger logger, Exception exception, TaskId taskId);

    [LoggerMessage(
        42,
        LogLevel.Warning,
        "{Worker}: {Partitions} have not acknowledged anything for {Elapsed}. Tasks that write there wait; the others go on. Look for partitions " +
        "without leader")]
    public static partial void OutputsBlocked(ILogger logger, string worker, string partitions, TimeSpan elapsed);

    [LoggerMessage(43, LogLevel.Information, "{Worker}: {Partitions} are written to again")]
    public static partial void OutputsBack(ILogger logger, string worker, string partitions);

    [LoggerMessage(44, LogLevel.Warning, "{Worker} aborts its transaction and goes on with a producer of another transactional id")]
    public static partial void TransactionLeft(ILogger logger, Exception exception, string worker);

    [LoggerMessage(
        45,
        LogLevel.Information,
        "{Worker}: the transaction was not aborted at once. The cluster does it later; until then, readers of committed records wait where it has written")]
    public static partial void AbortDelayed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(
        46,
        LogLevel.Warning,
        "{Worker}: a transaction that has written to {Partitions} has not been committed within {Elapsed}. Look for brokers that are away")]
    public static partial void TransactionLasts(ILogger logger, string worker, string partitions, TimeSpan elapsed);

    [LoggerMessage(41, LogLevel.Warning, "{Worker} starts tasks {Tasks} again from the committed offsets; the others go on")]
    public static partial void TaskReset(ILogger logger, Exception exception, string worker, string tasks);
}
