using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Staging;

/// <summary>The entries of a <see cref="StagedStore"/> with what is known of each: whether it is dirty or flushed, in which order, and who wrote it.</summary>
internal sealed class StagedEntries
{
    private SlotList _dirty;
    private SlotList _flushed;
    private SlotList _clean;
    private Link[] _links = [];
    private EntryInfo[] _infos = [];

    public BytesTable Table { get; } = new();

    /// <summary>The number of entries that the back end does not have, or has otherwise.</summary>
    public int Count => _dirty.Count + _flushed.Count;

    /// <summary>What is not sent to the changelog, in the order of the last write.</summary>
    public SlotList Dirty => _dirty;

    /// <summary>What is sent, and not applied to the back end.</summary>
    public SlotList Flushed => _flushed;

    /// <summary>The bytes that dirty and flushed entries take.</summary>
    public long Size { get; private set; }

    /// <summary>The bytes that clean entries take: those that say what the back end says, and are kept to spare it.</summary>
    public long CleanSize { get; private set; }

    /// <summary>How many cursors are open, which may be on clean entries.</summary>
    public int OpenCursors { get; set; }

    public bool IsDirty(int slot) => _links[slot].Is(Marks.Dirty);

    public bool IsClean(int slot) => _links[slot].Is(Marks.Clean);

    /// <summary><see langword="true"/> if the changelog may say something else than the back end; otherwise <see langword="false"/>.</summary>
    public bool MustLog(int slot) => _links[slot].Is(Marks.MustLog);

    /// <summary>The slot behind one in its list, or -1.</summary>
    public int Next(int slot) => _links[slot].NextPlusOne - 1;

    /// <summary>The record that wrote a dirty entry; null if it is no longer known.</summary>
    public EntryInfo? Info(int slot) => slot < _infos.Length && _infos[slot] is { Headers: not null } info ? info : null;

    /// <summary>Sets a value and puts the entry at the end of the dirty ones.</summary>
    public void SetDirty(int slot, ReadOnlySpan<byte> key, uint hash, bool hasValue, ReadOnlySpan<byte> value, in EntryInfo info)
    {
        if (slot < 0)
        {
            slot = Add(key, hash, hasValue, value);
        }
        else
        {
            Unlink(slot);
            Set(slot, hasValue, value);
        }

        _links[slot].Marks = Marks.Dirty | (_links[slot].Marks & Marks.MustLog);
        Append(ref _dirty, slot);
        if (_infos.Length < Table.Capacity)
        {
            Array.Resize(ref _infos, Table.Capacity);
        }

        _infos[slot] = info;
    }

    /// <summary>Sets a value that is sent at once.</summary>
    /// <returns>The entry's slot.</returns>
    public int SetFlushed(int slot, ReadOnlySpan<byte> key, uint hash, bool hasValue, ReadOnlySpan<byte> value)
    {
        if (slot < 0)
        {
            slot = Add(key, hash, hasValue, value);
            Append(ref _flushed, slot);
        }
        else
        {
            if (_links[slot].Is(Marks.Dirty | Marks.Clean))
            {
                Unlink(slot);
                Append(ref _flushed, slot);
            }

            Set(slot, hasValue, value);
        }

        _links[slot].Marks = Marks.None;
        return slot;
    }

    /// <summary>Says that the changelog does not know of a flushed entry.</summary>
    public void SetUnlogged(int slot) => _links[slot].Marks = Marks.Unlogged;

    /// <summary>Makes a dirty entry a flushed one, or forgets it.</summary>
    public void Settle(int slot, bool isKept)
    {
        Unlink(slot);
        _links[slot].Marks = Marks.None;
        if (slot < _infos.Length)
        {
            _infos[slot] = default;
        }

        if (isKept)
        {
            Append(ref _flushed, slot);
            return;
        }

        Remove(slot);
    }

    /// <summary>Makes all entries dirty that the changelog is meant to have, whatever has arrived there.</summary>
    public void MakeDirty()
    {
        for (var slot = _flushed.Head; slot >= 0;)
        {
            var next = Next(slot);
            if (!_links[slot].Is(Marks.Unlogged))
            {
                Unlink(slot);
                _links[slot].Marks = Marks.Dirty;
                Append(ref _dirty, slot);
            }

            slot = next;
        }

        for (var slot = _dirty.Head; slot >= 0; slot = Next(slot))
        {
            _links[slot].Marks |= Marks.MustLog;
        }
    }

    /// <summary>Forgets what is applied.</summary>
    public void RemoveFlushed()
    {
        if (_dirty.Count == 0 && _clean.Count == 0)
        {
            Clear();
            return;
        }

        while (_flushed.Count > 0)
        {
            RemoveLinked(_flushed.Head);
        }
    }

    /// <summary>Keeps what is applied as clean entries.</summary>
    public void KeepFlushed()
    {
        while (_flushed.Count > 0)
        {
            var slot = _flushed.Head;
            Unlink(slot);
            AppendClean(slot);
        }
    }

    /// <summary>Forgets clean entries that the back end has deleted for their age.</summary>
    public void RemoveDeleted(StoreRetention retention)
    {
        for (var slot = _clean.Head; slot >= 0;)
        {
            var next = Next(slot);
            if (retention.IsDeleted(Table.Key(slot)))
            {
                RemoveLinked(slot);
            }

            slot = next;
        }
    }

    /// <summary>Adds what the back end says of a key.</summary>
    public int AddClean(ReadOnlySpan<byte> key, uint hash, bool hasValue, ReadOnlySpan<byte> value)
    {
        var slot = Add(key, hash, hasValue, value);
        AppendClean(slot);
        return slot;
    }

    /// <summary>Says that an entry is used; if it is clean, it is then the last to go.</summary>
    public void Touch(int slot)
    {
        if (IsClean(slot) && _clean.Tail != slot)
        {
            Unlink(slot);
            AppendClean(slot);
        }
    }

    /// <summary>Forgets the least recently used clean entries until the others take at most that many bytes.</summary>
    public void Evict(long bytes)
    {
        while (CleanSize > bytes)
        {
            RemoveLinked(_clean.Head);
        }
    }

    public void Clear()
    {
        Table.Clear();
        (_dirty, _flushed, _clean) = (default, default, default);
        (Size, CleanSize) = (0, 0);
        Array.Clear(_infos);
    }

    private int Add(ReadOnlySpan<byte> key, uint hash, bool hasValue, ReadOnlySpan<byte> value)
    {
        var slot = Table.Add(key, hash, hasValue, value);
        if (_links.Length < Table.Capacity)
        {
            Array.Resize(ref _links, Table.Capacity);
        }

        _links[slot].Marks = Marks.None;
        Size += Table.SizeOf(slot);
        return slot;
    }

    private void Set(int slot, bool hasValue, ReadOnlySpan<byte> value)
    {
        Size -= Table.SizeOf(slot);
        Table.Set(slot, hasValue, value);
        Size += Table.SizeOf(slot);
    }

    private void Remove(int slot)
    {
        Size -= Table.SizeOf(slot);
        Table.Remove(slot);
    }

    private void RemoveLinked(int slot)
    {
        Unlink(slot);
        Remove(slot);
    }

    private void AppendClean(int slot)
    {
        Append(ref _clean, slot);
        _links[slot].Marks = Marks.Clean;
        Size -= Table.SizeOf(slot);
        CleanSize += Table.SizeOf(slot);
    }

    private void Append(ref SlotList list, int slot)
    {
        ref var link = ref _links[slot];
        link.NextPlusOne = 0;
        link.PreviousPlusOne = list.TailPlusOne;
        if (list.TailPlusOne == 0)
        {
            list.HeadPlusOne = slot + 1;
        }
        else
        {
            _links[list.Tail].NextPlusOne = slot + 1;
        }

        list.TailPlusOne = slot + 1;
        list.Count++;
    }

    private void Unlink(int slot)
    {
        ref var link = ref _links[slot];
        ref var list = ref link.Is(Marks.Dirty) ? ref _dirty : ref link.Is(Marks.Clean) ? ref _clean : ref _flushed;
        if (link.Is(Marks.Clean))
        {
            CleanSize -= Table.SizeOf(slot);
            Size += Table.SizeOf(slot);
        }

        if (link.PreviousPlusOne == 0)
        {
            list.HeadPlusOne = link.NextPlusOne;
        }
        else
        {
            _links[link.PreviousPlusOne - 1].NextPlusOne = link.NextPlusOne;
        }

        if (link.NextPlusOne == 0)
        {
            list.TailPlusOne = link.PreviousPlusOne;
        }
        else
        {
            _links[link.NextPlusOne - 1].PreviousPlusOne = link.PreviousPlusOne;
        }

        list.Count--;
    }

    [Flags]
    private enum Marks
    {
        None = 0,

        /// <summary>Not sent to the changelog.</summary>
        Dirty = 1,

        /// <summary>Not meant for the changelog.</summary>
        Unlogged = 2,

        /// <summary>To be sent even if it says that there is nothing, because the changelog says something else.</summary>
        MustLog = 4,

        /// <summary>What the back end says too.</summary>
        Clean = 8,
    }

    private struct Link
    {
        public int NextPlusOne;
        public int PreviousPlusOne;
        public Marks Marks;

        public readonly bool Is(Marks mark) => (Marks & mark) != 0;
    }
}
