using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.State.Staging;

/// <summary>
/// Keeps what is written to a store in memory until it is committed: the buffer of a transaction, the write-back cache and the removal of duplicates from the
/// changelog at once. A written entry is first dirty, then flushed (its changelog record is sent), then applied to the back end, in one batch with all
/// others, when the commit is through. So the back end never holds anything that is not committed. Worker only.
/// </summary>
internal sealed partial class StagedStore : IDisposable
{
    private const long DefaultCacheBytes = 8 * 1024 * 1024;

    private readonly StagedEntries _entries = new();
    private readonly StoreRetention? _retention;

    /// <summary>Flushed values, not yet applied, of entries that have become dirty again.</summary>
    private readonly BytesTable _replaced = new();

    private readonly BytesBuffer _old = new();
    private readonly BytesBuffer _late = new();
    private readonly Stack<StagedCursor> _cursors = new();
    private readonly Stack<TableCursor> _entryCursors = new();
    private IStoreContext? _context;

    /// <param name="store">The back end, which it owns.</param>
    /// <param name="format">How entries are written to the changelog.</param>
    /// <param name="isLogged"><see langword="true"/> if there is a changelog.</param>
    /// <param name="isCached"><see langword="true"/> to keep entries dirty until <see cref="Flush"/>; <see langword="false"/> to flush them at once.</param>
    /// <param name="retention">Which entries are visible; <see langword="null"/> if all are.</param>
    public StagedStore(IBytesStore store, ChangelogFormat format, bool isLogged, bool isCached, StoreRetention? retention = null)
    {
        (Store, Format, IsLogged, IsCached) = (store, format, isLogged, isCached);
        _retention = retention;
        CacheBytes = store.IsPersistent ? DefaultCacheBytes : 0;
        if (retention is not null)
        {
            retention.IsCached = isCached;
        }
    }

    /// <summary>The back end.</summary>
    public IBytesStore Store { get; }

    public ChangelogFormat Format { get; }

    public bool IsLogged { get; }

    public bool IsCached { get; }

    /// <summary>The name of the changelog topic, for serdes.</summary>
    public string ChangelogTopic { get; private set; } = string.Empty;

    /// <summary>The task that the store belongs to at present; set before the first write.</summary>
    public IStoreContext? Context
    {
        get => _context;
        set
        {
            _context = value;
            ChangelogTopic = value?.ChangelogTopic ?? ChangelogTopic;
        }
    }

    /// <summary>
    /// How many bytes clean entries may take, that is, those that the back end has too. The least recently used ones go first. They spare reads from disk;
    /// above a back end in memory they would be of no use.
    /// </summary>
    public long CacheBytes { get; set; }

    /// <summary>The bytes that clean entries take.</summary>
    public long CleanSize => _entries.CleanSize;

    /// <summary>Called for flushed entries, if the store is cached.</summary>
    public IFlushListener? Listener { get; set; }

    /// <summary>The bytes that dirty and flushed entries take in memory.</summary>
    public long Size => _entries.Size;

    /// <summary><see langword="true"/> if anything is dirty; otherwise <see langword="false"/>.</summary>
    public bool IsDirty => _entries.Dirty.Count > 0;

    /// <summary>Changes with <see cref="Drop"/>: what was read before may be wrong.</summary>
    public int Generation { get; private set; }

    /// <summary>The approximate number of entries.</summary>
    public long ApproximateCount => Store.ApproximateCount + _entries.Count;

    /// <summary>Looks up a key: staged entries, deletes included, hide those of the back end. The value is valid until the next call.</summary>
    public bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var slot = _entries.Table.Find(key);
        if (_retention is not null && IsHidden(key, slot))
        {
            value = default;
            return false;
        }

        return TryGet(slot, key, out value);
    }

    /// <summary>Looks up a key, whether retention hides it or not.</summary>
    public bool TryGetKept(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => TryGet(_entries.Table.Find(key), key, out value);

    /// <summary>Looks up a key that was put by <see cref="PutUnlogged"/>.</summary>
    public bool TryGetUnlogged(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => TryGet(_entries.Table.Find(key), key, out value);

    /// <summary>Sets a value. The spans must not be some that the store has returned.</summary>
    public void Put(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value) => Write(key, hasValue: true, value);

    /// <summary>Deletes a key, whether it is there or not.</summary>
    public void Delete(scoped ReadOnlySpan<byte> key) => Write(key, hasValue: false, default);

    /// <summary>Writes a delete of a key that was never there to the changelog, and leaves the store as it is.</summary>
    public void LogDelete(scoped ReadOnlySpan<byte> key)
    {
        var info = Context!.BeginWrite();
        if (IsLogged)
        {
            Format.Log(key, hasValue: false, default, info, Context);
        }
    }

    /// <summary>Sets a value that belongs to this copy of the store only: the changelog is not told, and the retention does not apply.</summary>
    public void PutUnlogged(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value) => WriteUnlogged(key, hasValue: true, value);

    /// <summary>Deletes a key that was put by <see cref="PutUnlogged"/>.</summary>
    public void DeleteUnlogged(scoped ReadOnlySpan<byte> key) => WriteUnlogged(key, hasValue: false, default);

    /// <summary>Reads staged entries and those of the back end as one ordered sequence. Writes are allowed while the cursor is open.</summary>
    /// <param name="range">The keys.</param>
    /// <param name="isReverse"><see langword="true"/> to begin with the largest key.</param>
    /// <param name="includesHidden"><see langword="true"/> to return entries that have left the retention too, as long as they are there.</param>
    public BytesCursor Scan(scoped in BytesRange range, bool isReverse, bool includesHidden = false)
    {
        _retention?.Load(Store);
        if (!_cursors.TryPop(out var cursor))
        {
            cursor = new StagedCursor(_cursors);
        }

        if (!_entryCursors.TryPop(out var staged))
        {
            staged = new TableCursor(_entries.Table, _entryCursors);
        }

        staged.Open(range, isReverse);
        cursor.Open(_entries, staged, Store.Scan(range, isReverse), includesHidden ? null : _retention, isReverse);
        return cursor;
    }

    public void Dispose() => Store.Dispose();

    private bool TryGet(int slot, scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        if (slot < 0)
        {
            return CacheBytes == 0 ? Store.TryGet(key, out value) : TryGetStored(key, out value);
        }

        if (CacheBytes > 0)
        {
            _entries.Touch(slot);
        }

        var hasValue = _entries.Table.HasValue(slot);
        value = hasValue ? _entries.Table.Value(slot) : default;
        return hasValue;
    }

    /// <summary>Looks up a key in the back end, and remembers what it says.</summary>
    private bool TryGetStored(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var isFound = Store.TryGet(key, out value);

        // A clean entry that goes may be the one that an open cursor is on. A large value would push out many others.
        if (_entries.OpenCursors == 0 && key.Length + value.Length <= CacheBytes / 8)
        {
            var slot = _entries.AddClean(key, ByteHash.Compute(key), isFound, value);
            _entries.Evict(CacheBytes);
            value = isFound ? _entries.Table.Value(slot) : default;
        }

        return isFound;
    }

    /// <summary>
    /// Returns <see langword="true"/> if an entry that becomes dirty has a value that is needed later: one that is flushed and not applied, or one that spares
    /// reading the old value for the listener; otherwise <see langword="false"/>.
    /// </summary>
    private bool MustKeep(int slot) => !_entries.IsDirty(slot) && (!_entries.IsClean(slot) || Listener is { NeedsOldValue: true });

    private void WriteUnlogged(scoped ReadOnlySpan<byte> key, bool hasValue, scoped ReadOnlySpan<byte> value)
    {
        var hash = ByteHash.Compute(key);
        var slot = _entries.SetFlushed(_entries.Table.Find(key, hash), key, hash, hasValue, value);
        _entries.SetUnlogged(slot);
    }

    private void Write(scoped ReadOnlySpan<byte> key, bool hasValue, scoped ReadOnlySpan<byte> value)
    {
        _retention?.Load(Store);
        var info = Context!.BeginWrite();
        var hash = ByteHash.Compute(key);
        var slot = _entries.Table.Find(key, hash);
        if (IsCached)
        {
            if (slot >= 0 && MustKeep(slot))
            {
                _replaced.Add(key, hash, _entries.Table.HasValue(slot), _entries.Table.HasValue(slot) ? _entries.Table.Value(slot) : default);
            }

            _entries.SetDirty(slot, key, hash, hasValue, value, info);
            _retention?.ObserveDirty(key);
            return;
        }

        if (_retention is not null && !_retention.Observe(key))
        {
            Refuse(key, hasValue, value, info);
            return;
        }

        Log(key, hasValue, value, info);
        _entries.SetFlushed(slot, key, hash, hasValue, value);
    }

    /// <summary>A write that came too late is logged all the same, as Kafka Streams does it; when it is restored, it is hidden too.</summary>
    private void Refuse(scoped ReadOnlySpan<byte> key, bool hasValue, scoped ReadOnlySpan<byte> value, in EntryInfo info)
    {
        if (_retention!.IsOutside(key))
        {
            Context!.OnExpired();
        }

        Log(key, hasValue, value, info);
    }

    private void Log(scoped ReadOnlySpan<byte> key, bool hasValue, scoped ReadOnlySpan<byte> value, in EntryInfo info)
    {
        if (IsLogged)
        {
            Format.Log(key, hasValue, value, info, Context!);
        }
    }

    private bool IsHidden(scoped ReadOnlySpan<byte> key, int slot)
    {
        _retention!.Load(Store);
        return (slot < 0 || !_entries.IsDirty(slot)) && _retention.IsHiddenFromReaders(key);
    }
}
