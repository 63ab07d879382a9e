using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;

namespace Commands.Streams.Tests.State.Support;

/// <summary>A store of a task that exists in the test only.</summary>
internal sealed class OpenStore<TStore> : IDisposable
    where TStore : class, IStateStore
{
    private readonly StoreBuilder<TStore> _builder;
    private readonly TaskStore _task;

    public OpenStore(StoreBuilder<TStore> builder, IBytesStore? bytes = null)
    {
        _builder = builder;
        _task = builder.Create(new SerdeRegistry(), bytes ?? new InMemoryBytesStore());
        Staged.Context = Log;
    }

    public StoreLog Log { get; } = new();

    public TStore Store => (TStore)_task.Store;

    public StagedStore Staged => _task.Staged;

    public void Commit()
    {
        Staged.Flush();
        Staged.Apply(default);
    }

    /// <summary>Returns another store with the same content, which is read from the changelog.</summary>
    public OpenStore<TStore> Restore()
    {
        var copy = new OpenStore<TStore>(_builder);
        copy.Staged.Format.BeginRestore(copy.Staged.Store);
        var batch = copy.Staged.Store.CreateBatch();
        foreach (var (key, value, timestamp) in Log.Records)
        {
            copy.Staged.Format.Restore(key, value is not null, value, timestamp, batch);
        }

        copy.Staged.Format.CompleteBatch(batch);
        batch.Apply(default);
        copy.Staged.Drop();
        return copy;
    }

    public void Dispose() => Staged.Dispose();
}
