using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Staging;

/// <summary>The entries of a <see cref="StagedStore"/> with what is known of each: whether it is dirty or flushed, in which order, and who wrote it.</summary>
/// <param name="keepsInfo"><see langword="true"/> to keep the record that wrote a dirty entry.</param>
internal sealed class StagedEntries(bool keepsInfo)
{
    private SlotList _dirty;
    private SlotList _flushed;
    private Link[] _links = [];
    private EntryInfo[] _infos = [];

    public BytesTable Table { get; } = new();

    public int Count => Table.Count;

    /// <summary>What is not sent to the changelog, in the order of the last write.</summary>
    public SlotList Dirty => _dirty;

    /// <summary>What is sent, and not applied to the back end.</summary>
    public SlotList Flushed => _flushed;

    /// <summary>The bytes that all entries take.</summary>
    public long Size { get; private set; }

    public bool IsDirty(int slot) => _links[slot].IsDirty;

    /// <summary>The slot behind one in its list, or -1.</summary>
    public int Next(int slot) => _links[slot].NextPlusOne - 1;

    /// <summary>The record that wrote a dirty entry; null if it is no longer known.</summary>
    public EntryInfo? Info(int slot) => keepsInfo && _infos[slot] is { Headers: not null } info ? info : null;

    /// <summary>Sets a value and puts the entry at the end of the dirty ones.</summary>
    public void SetDirty(int slot, ReadOnlySpan<byte> key, uint hash, bool hasValue, ReadOnlySpan<byte> value, in EntryInfo info)
    {
        if (slot < 0)
        {
            slot = Add(key, hash, hasValue, value);
        }
        else
        {
            Set(slot, hasValue, value);
            Unlink(ref _links[slot].IsDirty ? ref _dirty : ref _flushed, slot);
        }

        _links[slot].IsDirty = true;
        Append(ref _dirty, slot);
        if (keepsInfo)
        {
            _infos[slot] = info;
        }
    }

    /// <summary>Sets a value that is sent at once.</summary>
    public void SetFlushed(int slot, ReadOnlySpan<byte> key, uint hash, bool hasValue, ReadOnlySpan<byte> value)
    {
        if (slot >= 0)
        {
            Set(slot, hasValue, value);
            return;
        }

        slot = Add(key, hash, hasValue, value);
        _links[slot].IsDirty = false;
        Append(ref _flushed, slot);
    }

    /// <summary>Makes a dirty entry a flushed one, or forgets it.</summary>
    public void Settle(int slot, bool isKept)
    {
        Unlink(ref _dirty, slot);
        if (keepsInfo)
        {
            _infos[slot] = default;
        }

        _links[slot].IsDirty = false;
        if (isKept)
        {
            Append(ref _flushed, slot);
            return;
        }

        Remove(slot);
    }

    /// <summary>Makes all entries dirty.</summary>
    public void MakeDirty()
    {
        while (_flushed.Count > 0)
        {
            var slot = _flushed.Head;
            Unlink(ref _flushed, slot);
            _links[slot].IsDirty = true;
            Append(ref _dirty, slot);
        }
    }

    /// <summary>Forgets what is applied.</summary>
    public void RemoveFlushed()
    {
        if (_dirty.Count == 0)
        {
            Clear();
            return;
        }

        for (var slot = _flushed.Head; slot >= 0;)
        {
            var next = Next(slot);
            Remove(slot);
            slot = next;
        }

        _flushed = default;
    }

    public void Clear()
    {
        Table.Clear();
        (_dirty, _flushed, Size) = (default, default, 0);
        Array.Clear(_infos);
    }

    private int Add(ReadOnlySpan<byte> key, uint hash, bool hasValue, ReadOnlySpan<byte> value)
    {
        var slot = Table.Add(key, hash, hasValue, value);
        if (_links.Length < Table.Capacity)
        {
            Array.Resize(ref _links, Table.Capacity);
            if (keepsInfo)
            {
                Array.Resize(ref _infos, Table.Capacity);
            }
        }

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

    private void Unlink(ref SlotList list, int slot)
    {
        ref var link = ref _links[slot];
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

    private struct Link
    {
        public int NextPlusOne;
        public int PreviousPlusOne;
        public bool IsDirty;
    }
}
