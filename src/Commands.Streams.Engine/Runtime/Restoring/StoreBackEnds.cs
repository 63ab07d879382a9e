using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.Runtime.Restoring;

/// <summary>Opens the back ends of state stores and takes them back. Thread-safe.</summary>
internal abstract class StoreBackEnds
{
    /// <summary>Opens the back end of a store of a task.</summary>
    /// <returns>The back end; null if another worker of the process still has it, which closes it soon.</returns>
    public abstract IBytesStore? TryOpen(StoreBuilder store, TaskId task);

    /// <summary>Called when a back end has been closed.</summary>
    public abstract void OnClosed(StoreBuilder store, TaskId task);
}
