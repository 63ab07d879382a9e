using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Staging;

/// <content>How written entries get to the changelog, to the listener and to the back end.</content>
internal sealed partial class StagedStore
{
    /// <summary>
    /// Sends dirty entries to the changelog, and to the listener, in the order in which they were written last. Ends when nothing is dirty: what the listener
    /// causes to be written is sent too.
    /// </summary>
    public void Flush()
    {
        while (_entries.Dirty.Count > 0)
        {
            FlushEntry(_entries.Dirty.Head);
        }

        _retention?.ForgetDirty();
    }

    /// <summary>Everything that is flushed is committed: applies it to the back end in one batch. What is dirty stays.</summary>
    /// <param name="metadata">The back end's new metadata; empty to keep the present ones.</param>
    public void Apply(ReadOnlySpan<byte> metadata)
    {
        if (_entries.Flushed.Count == 0 && _replaced.Count == 0 && metadata.IsEmpty)
        {
            return;
        }

        var batch = Store.CreateBatch();
        var hasDeleted = _retention is not null && _retention.AddTo(batch);
        for (var slot = _entries.Flushed.Head; slot >= 0; slot = _entries.Next(slot))
        {
            if (_retention is null || !_retention.IsDeleted(_entries.Table.Key(slot)))
            {
                Add(batch, _entries.Table, slot);
            }
        }

        AddReplaced(batch);
        batch.Apply(metadata);
        if (CacheBytes == 0)
        {
            _entries.RemoveFlushed();
        }
        else
        {
            _entries.KeepFlushed();
            _entries.Evict(CacheBytes);
            if (hasDeleted)
            {
                _entries.RemoveDeleted(_retention!);
            }
        }
    }

    /// <summary>Called when the back end was filled from the changelog.</summary>
    public void OnRestored() => Drop();

    /// <summary>
    /// Keeps what is not committed, and sends it to the changelog again with the next flush, because it is unknown what has arrived there.
    /// </summary>
    public void Resend()
    {
        _replaced.Clear();
        _entries.MakeDirty();
        for (var slot = _entries.Dirty.Head; slot >= 0 && _retention is not null; slot = _entries.Next(slot))
        {
            _retention.ObserveDirty(_entries.Table.Key(slot));
        }
    }

    /// <summary>Forgets what is not committed. Also called when the back end was changed from outside, by a restoration.</summary>
    public void Drop()
    {
        _entries.Clear();
        _replaced.Clear();
        _retention?.Reset();
        Generation++;
    }

    private static void Add(BytesBatch batch, BytesTable table, int slot)
    {
        if (table.HasValue(slot))
        {
            batch.Put(table.Key(slot), table.Value(slot));
        }
        else
        {
            batch.Delete(table.Key(slot));
        }
    }

    private void FlushEntry(int slot)
    {
        var table = _entries.Table;
        var key = table.Key(slot);
        var hasValue = table.HasValue(slot);
        var value = hasValue ? table.Value(slot) : default;
        var hasOld = false;
        ReadOnlySpan<byte> old = default;
        var wasFlushed = TakeReplaced(key, out var hasReplaced);
        if (!hasValue || Listener?.NeedsOldValue == true)
        {
            if (_retention is null || !_retention.IsHidden(key))
            {
                hasOld = wasFlushed ? hasReplaced : Store.TryGet(key, out old);
                old = wasFlushed ? _old.Span : old;
            }

            if (!hasOld && !hasValue)
            {
                // Made and deleted since the last flush: nobody has to know. A delete that is flushed and not applied stays, though, and so does that of a
                // hidden entry, which readers have seen.
                var mayBeLogged = _entries.MustLog(slot);
                if (mayBeLogged)
                {
                    Log(key, hasValue, value, _entries.Info(slot) ?? Context!.BeginWrite());
                }

                _entries.Settle(slot, isKept: wasFlushed || mayBeLogged || _retention?.IsHidden(key) == true);
                return;
            }
        }

        var info = _entries.Info(slot) ?? Context!.BeginWrite();
        var isKept = _retention is null || _retention.Observe(key) || !_retention.IsOutside(key);
        if (isKept)
        {
            Log(key, hasValue, value, info);
        }
        else
        {
            Refuse(key, hasValue, value, info);

            // It came too late for the store, but the listener is called with what the cache has shown.
            _late.Set(key);
            _late.Append(value);
            key = _late.Span[..key.Length];
            value = _late.Span[key.Length..];
        }

        _entries.Settle(slot, isKept || wasFlushed);
        if (!isKept && wasFlushed)
        {
            // What was flushed before stays, because it is in the changelog and not refused.
            _entries.SetFlushed(slot, default, 0, hasReplaced, _old.Span);
        }

        Listener?.OnFlushed(key, hasOld, old, hasValue, value, info);
    }

    /// <summary>Takes the value that was flushed before an entry became dirty again, if there is one; it is then in <see cref="_old"/>.</summary>
    private bool TakeReplaced(ReadOnlySpan<byte> key, out bool hasValue)
    {
        var slot = _replaced.Count == 0 ? -1 : _replaced.Find(key);
        hasValue = slot >= 0 && _replaced.HasValue(slot);
        if (slot < 0)
        {
            return false;
        }

        _old.Set(hasValue ? _replaced.Value(slot) : default);
        _replaced.Remove(slot);
        return true;
    }

    private void AddReplaced(BytesBatch batch)
    {
        if (_replaced.Count == 0)
        {
            return;
        }

        var place = default(OrderPlace);
        var order = _replaced.Order;
        while (order.TryNext(ref place, out var slot))
        {
            Add(batch, _replaced, slot);
        }

        _replaced.Clear();
    }
}
