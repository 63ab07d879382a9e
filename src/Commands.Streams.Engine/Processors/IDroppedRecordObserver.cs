using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>
/// Called for records that operators drop by their own rules: late records, and records without a key or a timestamp. These are not failures, so no
/// exception handler is called. Called on the workers' threads, possibly several at once; an exception stops the task.
/// </summary>
public interface IDroppedRecordObserver
{
    /// <summary>Called when a record has been dropped.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="node">The node that dropped it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="record">Where the record came from.</param>
    void OnDropped(TaskId taskId, string node, DropReason reason, in RecordContext record);
}

/// <summary>Why an operator dropped a record by its own rules.</summary>
public enum DropReason
{
    /// <summary>The timestamp extractor returned a negative timestamp.</summary>
    NegativeTimestamp,
}
