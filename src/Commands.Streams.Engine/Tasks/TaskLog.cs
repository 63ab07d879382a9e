using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tasks;

internal static partial class TaskLog
{
    [LoggerMessage(1, LogLevel.Warning, "Task {TaskId} dropped a record at node '{Node}' ({Reason}): {Topic}-{Partition}@{Offset}")]
    public static partial void Dropped(ILogger logger, TaskId taskId, string node, DropReason reason, string? topic, int partition, long offset);

    [LoggerMessage(2, LogLevel.Error, "{Stage} failed at node '{Node}' of task {TaskId} for {Position}; the handler decided {Action}: {Reason}")]
    public static partial void Failed(
        ILogger logger, Exception? exception, ErrorStage stage, string node, TaskId taskId, string position, ExceptionAction action, string reason);

    [LoggerMessage(3, LogLevel.Error, "The exception handler threw while deciding about {Stage} at node '{Node}' of task {TaskId} for {Position}")]
    public static partial void HandlerFailed(ILogger logger, Exception exception, ErrorStage stage, string node, TaskId taskId, string position);

    [LoggerMessage(
        4, LogLevel.Warning,
        "Task {TaskId} is paused: the records of {TopicPartition} done beyond offset {Offset} no longer fit into commit metadata. " +
        "It continues when the handler of that record completes")]
    public static partial void DoneSetFull(ILogger logger, TaskId taskId, TopicPartition topicPartition, long offset);

    [LoggerMessage(5, LogLevel.Error, "Node '{Node}' of task {TaskId} failed while closing; the task is closed anyway")]
    public static partial void CloseFailed(ILogger logger, Exception exception, string node, TaskId taskId);

    [LoggerMessage(
        6, LogLevel.Warning, "The serde of node '{Node}' of task {TaskId} is not ready for {Topic}-{Partition}@{Offset}; the record waits: {Reason}")]
    public static partial void SerdeNotReady(ILogger logger, TaskId taskId, string node, string? topic, int partition, long offset, string reason);

    [LoggerMessage(7, LogLevel.Error, "Task {TaskId} writes {Position} to dead-letter topic '{Topic}' at node '{Node}'")]
    public static partial void DeadLetter(ILogger logger, Exception exception, TaskId taskId, string node, string position, string topic);

    [LoggerMessage(11, LogLevel.Error, "Task {TaskId} cannot write {Position} to dead-letter topic '{Topic}' as it is and retries {Form}: {Reason}")]
    public static partial void DeadLetterCut(ILogger logger, TaskId taskId, string position, string topic, DeadLetterForm form, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Sink '{Node}' of task {TaskId} replaces a record that cannot be written: {Reason}")]
    public static partial void Replaced(ILogger logger, TaskId taskId, string node, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Sink '{Node}' of task {TaskId} drops a record that cannot be written: {Reason}")]
    public static partial void NotWritten(ILogger logger, TaskId taskId, string node, string reason);

    [LoggerMessage(
        10, LogLevel.Warning,
        "Task {TaskId} is paused: the backlog of partition {Partition} of topic '{Topic}' must be scanned first, but it was not assigned that " +
        "partition. It continues once it is; give the topic as many partitions as the task's other topics")]
    public static partial void TopicMissing(ILogger logger, TaskId taskId, string topic, int partition);

    [LoggerMessage(
        12, LogLevel.Warning,
        "Task {TaskId} had read {TopicPartition} up to offset {Next}, but now receives offset {Offset}: the log was truncated, or the topic was recreated. " +
        "It continues from there; its state for the partition and the handlers still running for it are discarded")]
    public static partial void StartsAnew(ILogger logger, TaskId taskId, TopicPartition topicPartition, long next, long offset);

    [LoggerMessage(13, LogLevel.Error, "Task {TaskId} has ended, but its handlers failed when they were cancelled")]
    public static partial void CancellationFailed(ILogger logger, Exception exception, TaskId taskId);
}
