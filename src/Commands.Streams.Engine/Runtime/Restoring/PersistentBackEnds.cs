using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.Files;
using Commands.Streams.State.InMemory;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime.Restoring;

/// <summary>
/// Opens persistent stores in the application's state directory. One whose files cannot be read is deleted, and restored from its changelog. Thread-safe.
/// </summary>
internal sealed class PersistentBackEnds(StateDirectory directory, IStoreEngine engine, ILogger logger) : StoreBackEnds
{
    public override IBytesStore? TryOpen(StoreBuilder store, TaskId task)
    {
        if (store.Supplier.Type != StoreType.Persistent)
        {
            return new InMemoryBytesStore();
        }

        var partition = new StatePartition(store.Name, task.Partition);
        if (directory.TryClaim(partition) is not { } path)
        {
            return null;
        }

        try
        {
            return Open(store, partition, path);
        }
        catch
        {
            directory.Release(partition);
            throw;
        }
    }

    public override void OnClosed(StoreBuilder store, TaskId task)
    {
        if (store.Supplier.Type == StoreType.Persistent)
        {
            directory.Release(new StatePartition(store.Name, task.Partition));
        }
    }

    private IBytesStore Open(StoreBuilder store, StatePartition partition, string path)
    {
        try
        {
            return engine.Open(store.Name, path);
        }
        catch (StoreCorruptedException exception) when (store.IsLogged)
        {
            RestoreLog.Corrupted(logger, exception, store.Name, path);
            directory.Wipe(partition);
            return engine.Open(store.Name, path);
        }
    }
}
