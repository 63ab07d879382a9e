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

    /// <summary>The record has no key, which the operator needs.</summary>
    NullKey,

    /// <summary>The record has no value, which the operator needs.</summary>
    NullValue,

    /// <summary>
    /// The record is so late that the window it belongs to is closed. A record that belongs to several closed windows is reported once for each.
    /// </summary>
    ClosedWindow,

    /// <summary>A change of a versioned table that is older than the row's latest version, so that the result does not change.</summary>
    OldVersion,

    /// <summary>The left row of a foreign-key join points to no right row, so that it cannot have a result.</summary>
    NullForeignKey,

    /// <summary>An answer within a foreign-key join is to an earlier value of the left row; one to its present value follows.</summary>
    OutdatedAnswer,

    /// <summary>Another record with the same identifier has been seen within the time that was set.</summary>
    Duplicate,
}
