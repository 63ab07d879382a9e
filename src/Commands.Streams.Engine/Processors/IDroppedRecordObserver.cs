using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>
/// Hears of records that operators drop by their rules: records too late, without a key, without a time. They are no failures, so no exception
/// handler is asked. Called on worker threads, several at once; an exception it throws stops the task.
/// </summary>
public interface IDroppedRecordObserver
{
    /// <summary>A record was dropped.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="node">The node that dropped it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="record">Where the record came from.</param>
    void OnDropped(TaskId taskId, string node, DropReason reason, in RecordContext record);
}
