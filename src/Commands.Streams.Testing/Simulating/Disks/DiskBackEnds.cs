using Commands.Streams.Records;
using Commands.Streams.Runtime.Restoring;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.Testing.Simulating.Disks;

/// <summary>The back ends of one process: persistent stores are on its instance's disk.</summary>
internal sealed class DiskBackEnds(SimulatedDisk disk, Process process) : StoreBackEnds
{
    private readonly HashSet<string> _open = [];

    public override IBytesStore? TryOpen(StoreBuilder store, TaskId task)
    {
        if (store.Supplier.Type != StoreType.Persistent)
        {
            return new InMemoryBytesStore();
        }

        var name = NameOf(store, task);
        return _open.Add(name) ? disk.Open(process, name) : null;
    }

    public override void OnClosed(StoreBuilder store, TaskId task) => _open.Remove(NameOf(store, task));

    private static string NameOf(StoreBuilder store, TaskId task) => $"{store.Name}-{task.Partition}";
}
