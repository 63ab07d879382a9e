using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Progress;

/// <summary>
/// Work of a task that has not ended, because handlers started for it are still running or waiting for their lane. It is the origin of what they bring when
/// they end, and keeps what it has written until it is done. Worker only.
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

    /// <summary>Its place in the order in which its task began work; 0 before it is held for the first time.</summary>
    public long Sequence { get; set; }

    /// <summary>Whether anything of it has yet to end.</summary>
    public bool IsHeld => _pending > 0;

    /// <summary>Whether everything has ended, and only what earlier work wrote must go out first.</summary>
    public bool IsWaitingItsTurn { get; set; }

    /// <summary>Whether it is nobody's any more: what its handlers still bring is dropped.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>One more handler belongs to it.</summary>
    public void Hold() => _pending++;

    /// <summary>One handler has ended, and everything below it.</summary>
    /// <returns>True if it was the last.</returns>
    public bool Release() => --_pending == 0;

    /// <summary>Called when the work is done and what it wrote has gone out.</summary>
    public abstract void Complete();

    /// <summary>Gives the work up and drops what it wrote.</summary>
    public void Close()
    {
        IsClosed = true;
        Writes.Drop();
    }
}
