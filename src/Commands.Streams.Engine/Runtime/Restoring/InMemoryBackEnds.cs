using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.Runtime.Restoring;

/// <summary>Keeps every store in memory.</summary>
internal sealed class InMemoryBackEnds : StoreBackEnds
{
    public override IBytesStore TryOpen(StoreBuilder store, TaskId task) => new InMemoryBytesStore();

    public override void OnClosed(StoreBuilder store, TaskId task)
    {
    }
}
