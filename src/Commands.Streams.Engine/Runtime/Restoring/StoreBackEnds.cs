using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.Runtime.Restoring;

/// <summary>Opens the back ends of state stores and takes them back. This one keeps everything in memory.</summary>
internal class StoreBackEnds
{
    /// <summary>Opens the back end of a store of a task.</summary>
    /// <returns>The back end; null if another worker of the process still has it, which closes it soon.</returns>
    public virtual IBytesStore? TryOpen(StoreBuilder store, TaskId task) => new InMemoryBytesStore();

    /// <summary>Called when a back end has been closed.</summary>
    public virtual void OnClosed(StoreBuilder store, TaskId task)
    {
    }
}
