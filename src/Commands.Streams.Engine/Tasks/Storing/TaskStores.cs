using Commands.Streams.State;

namespace Commands.Streams.Tasks.Storing;

/// <summary>
/// The state stores of one task, those of upstream nodes first. They outlive the task's nodes: a task that fails is created again on the same stores.
/// Worker only.
/// </summary>
internal sealed class TaskStores(IReadOnlyList<TaskStore> stores) : IDisposable
{
    /// <summary>Those of a task without any.</summary>
    public static readonly TaskStores None = new([]);

    private readonly TaskStore[] _stores = [.. stores];

    public ReadOnlySpan<TaskStore> All => _stores;

    /// <summary>True if anything was written that has not been flushed; otherwise false.</summary>
    public bool AreDirty
    {
        get
        {
            foreach (var store in _stores)
            {
                if (store.IsDirty)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The memory that uncommitted writes take, in bytes.</summary>
    public long Size
    {
        get
        {
            var size = 0L;
            foreach (var store in _stores)
            {
                size += store.Staged.Size;
            }

            return size;
        }
    }

    public TaskStore? Find(string name) => Array.Find(_stores, store => store.Name == name);

    /// <summary>Connects the stores with the task that uses them from now on.</summary>
    public void Attach(TaskContext context)
    {
        foreach (var store in _stores)
        {
            store.Staged.Context = new StoreContext(context, store);
            store.Staged.Listener = null;
            store.WriteBehind = null;
        }
    }

    /// <summary>
    /// Sends what was written to the changelogs and downstream. Flushing one store may write to another, usually one further down, so this repeats until
    /// nothing is left.
    /// </summary>
    public void Flush()
    {
        while (AreDirty)
        {
            foreach (var store in _stores)
            {
                store.Flush();
            }
        }
    }

    /// <summary>What was flushed is committed.</summary>
    public void OnCommitted()
    {
        foreach (var store in _stores)
        {
            store.OnCommitted();
        }
    }

    /// <summary>Keeps what is not committed, and sends it to the changelogs again with the next flush.</summary>
    public void Resend()
    {
        foreach (var store in _stores)
        {
            store.Staged.Resend();
        }
    }

    /// <summary>Forgets what is not committed.</summary>
    public void Drop()
    {
        foreach (var store in _stores)
        {
            store.Staged.Drop();
        }
    }

    /// <summary>Closes all stores; what is not committed is lost.</summary>
    public void Dispose()
    {
        foreach (var store in _stores)
        {
            store.Staged.Dispose();
        }
    }
}
