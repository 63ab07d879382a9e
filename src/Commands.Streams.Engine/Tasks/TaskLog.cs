using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tasks;

/// <summary>The log events of tasks.</summary>
internal static partial class TaskLog
{
    [LoggerMessage(1, LogLevel.Warning, "Task {TaskId} dropped a record at node '{Node}' ({Reason}): {Topic}-{Partition}@{Offset}")]
    public static partial void Dropped(ILogger logger, TaskId taskId, string node, DropReason reason, string? topic, int partition, long offset);

    [LoggerMessage(2, LogLevel.Error, "{Stage} failed at node '{Node}' of task {TaskId} for {Position}; the handler says {Action}: {Reason}")]
    public static partial void Failed(
        ILogger logger, Exception? exception, ErrorStage stage, string node, TaskId taskId, string position, ExceptionAction action, string reason);

    [LoggerMessage(3, LogLevel.Error, "The exception handler threw while it decided about {Stage} at node '{Node}' of task {TaskId} for {Position}")]
    public static partial void HandlerFailed(ILogger logger, Exception exception, ErrorStage stage, string node, TaskId taskId, string position);

    [LoggerMessage(
        4, LogLevel.Warning,
        "Task {TaskId} takes no records: what is done of {TopicPartition} beyond offset {Offset} no longer fits into commit metadata. It goes on when " +
        "the handler of that record ends")]
    public static partial void DoneSetFull(ILogger logger, TaskId taskId, TopicPartition topicPartition, long offset);

    [LoggerMessage(5, LogLevel.Error, "Node '{Node}' of task {TaskId} failed while it was closed; the task is closed all the same")]
    public static partial void CloseFailed(ILogger logger, Exception exception, string node, TaskId taskId);

    [LoggerMessage(6, LogLevel.Warning, "The serde of node '{Node}' of task {TaskId} is not ready for {Topic}-{Partition}@{Offset}, which waits: {Reason}")]
    public static partial void SerdeNotReady(ILogger logger, TaskId taskId, string node, string? topic, int partition, long offset, string reason);

    [LoggerMessage(7, LogLevel.Error, "Task {TaskId} writes {Position} to dead-letter topic '{Topic}' at node '{Node}'")]
    public static partial void DeadLetter(ILogger logger, Exception exception, TaskId taskId, string node, string position, string topic);

    [LoggerMessage(11, LogLevel.Error, "Task {TaskId} cannot write {Position} to dead-letter topic '{Topic}' as it is and tries again {Form}: {Reason}")]
    public static partial void DeadLetterCut(ILogger logger, TaskId taskId, string position, string topic, DeadLetterForm form, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Sink '{Node}' of task {TaskId} writes another record in place of one that cannot be written: {Reason}")]
    public static partial void Replaced(ILogger logger, TaskId taskId, string node, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Sink '{Node}' of task {TaskId} leaves out a record that cannot be written: {Reason}")]
    public static partial void NotWritten(ILogger logger, TaskId taskId, string node, string reason);

    [LoggerMessage(
        10, LogLevel.Warning,
        "Task {TaskId} takes no records: what is pending in partition {Partition} of topic '{Topic}' must be seen first, and it was not given that " +
        "partition. It goes on when it is; give the topic as many partitions as the others that the task reads")]
    public static partial void TopicMissing(ILogger logger, TaskId taskId, string topic, int partition);

    [LoggerMessage(
        12, LogLevel.Warning,
        "Task {TaskId} had read {TopicPartition} up to offset {Next}, and now gets offset {Offset}: the log was cut off, or the topic was made anew. " +
        "It goes on from there; what it knew of the partition, and the handlers that still run for it, count no more")]
    public static partial void StartsAnew(ILogger logger, TaskId taskId, TopicPartition topicPartition, long next, long offset);

    [LoggerMessage(13, LogLevel.Error, "Task {TaskId} has ended, and what its handlers do when they are cancelled failed")]
    public static partial void CancellationFailed(ILogger logger, Exception exception, TaskId taskId);
}
