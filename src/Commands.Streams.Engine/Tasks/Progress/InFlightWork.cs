using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// Work of a task that has not ended, because its handlers are still running or waiting for their lane. It is the current input when their results are
/// processed, and keeps its writes until it is done. Worker only.
/// </summary>
internal abstract class InFlightWork(StagedWrites writes) : IInputRecord
{
    private int _pending;

    public abstract string? Topic { get; }

    public abstract int Partition { get; }

    public abstract long Offset { get; }

    public abstract long Timestamp { get; }

    public abstract Headers Headers { get; }

    public abstract RecordBatch? Batch { get; }

    public abstract int BatchIndex { get; }

    public StagedWrites Writes { get; } = writes;

    /// <summary>Its position in the order in which the task began its work; 0 until it is held for the first time.</summary>
    public long Sequence { get; set; }

    /// <summary>True if any part of it has not ended yet.</summary>
    public bool IsHeld => _pending > 0;

    /// <summary>True if all parts have ended, and only writes of earlier work must be sent first.</summary>
    public bool IsWaitingItsTurn { get; set; }

    /// <summary>True if the task no longer owns the work; results that arrive later are dropped.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Called when another handler is started for the work.</summary>
    public void Hold() => _pending++;

    /// <summary>Called when a handler has ended, along with everything downstream of it.</summary>
    /// <returns>True if it was the last.</returns>
    public bool Release() => --_pending == 0;

    /// <summary>Called when the work is done and its writes have been sent.</summary>
    public abstract void Complete();

    /// <summary>Discards the work and its writes.</summary>
    public void Close()
    {
        IsClosed = true;
        Writes.Drop();
    }
}
