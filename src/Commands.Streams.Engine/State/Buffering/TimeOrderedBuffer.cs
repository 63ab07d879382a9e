using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Buffering;

/// <summary>
/// Holds back the latest change of each key, sorted by the time that was given when the key came. It is kept in memory; what changes is written to a store,
/// and to its changelog, with each commit. Worker only.
/// </summary>
/// <param name="name">The name.</param>
/// <param name="staged">The store, which is not cached: the buffer is what a cache would be.</param>
internal sealed class TimeOrderedBuffer(string name, StagedStore staged) : IStateStore, IWriteBehind
{
    private readonly HashSet<BufferedEntry> _entries = new(EntryKeyComparer.Instance);
    private readonly PriorityQueue<BufferedEntry, BufferedEntry> _queue = new(EntryTimeComparer.Instance);
    private readonly ChangedKeys _changed = new();

    /// <summary>What was released since the last commit and stays in the store until the next.</summary>
    private readonly HashSet<BufferedEntry> _released = new(EntryKeyComparer.Instance);

    private readonly Stack<BufferedEntry> _pool = new();
    private bool _keepsReleased;

    public string Name => name;

    public bool IsPersistent => staged.Store.IsPersistent;

    /// <summary>The topic that serdes are told.</summary>
    public string Topic => staged.ChangelogTopic;

    public int Count => _entries.Count;

    /// <summary>The memory that the entries take, by Kafka Streams' estimate, in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The earliest time of an entry; <see cref="long.MaxValue"/> if there is none.</summary>
    public long MinTime => _queue.TryPeek(out var first, out _) ? first.Time : long.MaxValue;

    public bool IsDirty => _changed.Count > 0;

    /// <summary>Reads the content of the store; called when a node begins to use the buffer.</summary>
    /// <param name="keepsReleased">Whether what is released stays in the store for one more commit.</param>
    public void Load(bool keepsReleased)
    {
        _keepsReleased = keepsReleased;
        _released.Clear();
        _entries.Clear();
        _queue.Clear();
        _changed.Clear();
        Size = 0;
        using var cursor = staged.Scan(default, isReverse: false);
        while (cursor.MoveNext())
        {
            var entry = NewEntry();
            entry.Load(cursor.Key, cursor.Value);
            Add(entry);
        }
    }

    /// <summary>Sets the latest change of a key. A key that is there already keeps its place.</summary>
    public void Put(ReadOnlySpan<byte> key, long time, in EntryInfo origin, bool hasOld, ReadOnlySpan<byte> old, bool hasNew, ReadOnlySpan<byte> @new)
    {
        staged.Context!.BeginWrite();
        if (!TryFind(key, out var entry))
        {
            entry = NewEntry();
            entry.Begin(key, time);
            entry.Set(in origin, hasOld, old, hasNew, @new);
            Add(entry);
        }
        else
        {
            Size -= entry.Size;
            entry.Set(in origin, hasOld, old, hasNew, @new);
            Size += entry.Size;
        }

        _changed.Add(key);
    }

    /// <summary>Takes the entry with the earliest time out of the buffer. Return it with <see cref="Recycle"/>.</summary>
    public BufferedEntry Take()
    {
        staged.Context!.BeginWrite();
        var entry = _queue.Dequeue();
        _entries.Remove(entry);
        Size -= entry.Size;
        _changed.Add(entry.Key);
        return entry;
    }

    public void Recycle(BufferedEntry entry)
    {
        if (_keepsReleased)
        {
            // Of two releases of a key, the later one counts.
            _released.Remove(entry);
            _released.Add(entry);
        }
        else
        {
            _pool.Push(entry);
        }
    }

    /// <summary>Finds the change of a key.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BufferedEntry? entry) =>
        _entries.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out entry);

    public void WriteBack()
    {
        _changed.Sort();
        for (var i = 0; i < _changed.Count; i++)
        {
            var key = _changed.Sorted(i);
            if (TryFind(key, out var entry) || _released.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out entry))
            {
                staged.Put(key, entry.Data);
            }
            else
            {
                staged.Delete(key);
            }
        }

        _changed.Clear();
    }

    public void OnCommitted()
    {
        foreach (var entry in _released)
        {
            _changed.Add(entry.Key);
            _pool.Push(entry);
        }

        _released.Clear();
    }

    private BufferedEntry NewEntry() => _pool.Count > 0 ? _pool.Pop() : new BufferedEntry();

    private void Add(BufferedEntry entry)
    {
        _entries.Add(entry);
        _queue.Enqueue(entry, entry);
        Size += entry.Size;
    }
}
