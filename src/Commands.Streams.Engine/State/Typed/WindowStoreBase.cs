using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Windowing;

namespace Commands.Streams.State.Typed;

/// <summary>A window store on segmented keys.</summary>
internal abstract class WindowStoreBase<TKey, TValue>(
    WindowStoreSupplier supplier, StagedStore staged, StoreRetention retention, StoreSerdes<TKey, TValue> serdes)
    : IWindowStore<TKey, TValue>, ITypedEntries<Windowed<TKey>, TValue>, IKeyBytes<TKey>
{
    private readonly long _windowSize = (long)supplier.WindowSize.TotalMilliseconds;
    private readonly WindowSequence? _sequence = supplier.RetainsDuplicates ? new WindowSequence(staged) : null;
    private readonly SegmentedReader<TKey, TValue> _reader = new(staged, retention, serdes);
    private readonly BytesBuffer _key = new();

    public string Name => supplier.Name;

    public bool IsPersistent => staged.Store.IsPersistent;

    public bool TryFetch(TKey key, long windowStart, [MaybeNullWhen(false)] out TValue value)
    {
        if (_sequence is not null)
        {
            return TryFetchFirst(key, windowStart, out value);
        }

        var isFound = staged.TryGet(StoreKey(key, windowStart, sequence: 0), out var data);
        value = isFound ? serdes.ReadValue(data) : default;
        return isFound;
    }

    /// <summary>
    /// Looks up a value as long as it is there, even if retention hides it: after a restart, records are read again whose windows the store hides already.
    /// </summary>
    public bool TryFetchKept(TKey key, long windowStart, [MaybeNullWhen(false)] out TValue value)
    {
        var isFound = staged.TryGetKept(StoreKey(key, windowStart, sequence: 0), out var data);
        value = isFound ? serdes.ReadValue(data) : default;
        return isFound;
    }

    public void Put(TKey key, TValue? value, long windowStart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(windowStart);
        if (serdes.Values.IsNull(value!))
        {
            if (_sequence is null)
            {
                staged.Delete(StoreKey(key, windowStart, sequence: 0));
            }
            else
            {
                // There is nothing to delete, but changelogs of Kafka Streams have a record.
                staged.LogDelete(StoreKey(key, windowStart, _sequence.Next()));
            }

            return;
        }

        staged.Put(StoreKey(key, windowStart, _sequence?.Next() ?? 0), serdes.Value(value!));
    }

    public void Delete(TKey key, long windowStart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(windowStart);
        if (_sequence is null)
        {
            staged.Delete(StoreKey(key, windowStart, sequence: 0));
            return;
        }

        using var cursor = _reader.Scan(serdes.Key(key), windowStart, windowStart, isReverse: false);
        while (cursor.MoveNext())
        {
            staged.Delete(cursor.StoreKey);
        }
    }

    public IEnumerable<KeyValuePair<long, TValue>> Fetch(TKey key, long timeFrom, long timeTo) => Times(key, timeFrom, timeTo, isReverse: false);

    public IEnumerable<KeyValuePair<long, TValue>> BackwardFetch(TKey key, long timeFrom, long timeTo) => Times(key, timeFrom, timeTo, isReverse: true);

    public IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> FetchRange(TKey keyFrom, TKey keyTo, long timeFrom, long timeTo) =>
        Windows(() => _reader.ScanRange(keyFrom, keyTo, timeFrom, timeTo));

    public IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> FetchAll(long timeFrom, long timeTo) => Windows(() => ScanAll(timeFrom, timeTo, isReverse: false));

    public IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> BackwardFetchAll(long timeFrom, long timeTo) =>
        Windows(() => ScanAll(timeFrom, timeTo, isReverse: true));

    public IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> All() => Windows(() => ScanAll(0, long.MaxValue, isReverse: false));

    public ReadOnlySpan<byte> KeyBytes(TKey key) => serdes.Key(key);

    public Windowed<TKey> ReadKey(ReadOnlySpan<byte> data) => new(serdes.ReadKey(retention.Keys.UserKey(data)), WindowAt(retention.Keys.Time(data)));

    public TValue ReadValue(ReadOnlySpan<byte> data) => serdes.ReadValue(data);

    /// <summary>Reads the values of a key by window start. Dispose the cursor; it is reused.</summary>
    public SegmentedCursor<TKey, TValue> Scan(TKey key, long timeFrom, long timeTo, bool isReverse = false) =>
        _reader.Scan(serdes.Key(key), timeFrom, timeTo, isReverse);

    /// <summary>Reads the values of all keys by window start, and then by key. Dispose the cursor; it is reused.</summary>
    /// <param name="timeFrom">The smallest window start, included.</param>
    /// <param name="timeTo">The largest window start, included.</param>
    /// <param name="isReverse"><see langword="true"/> to begin with the largest window start.</param>
    /// <param name="includesHidden"><see langword="true"/> to return windows that have left the retention too, as long as they are there.</param>
    public SegmentedCursor<TKey, TValue> ScanAll(long timeFrom, long timeTo, bool isReverse = false, bool includesHidden = false) =>
        _reader.ScanAll(timeFrom, timeTo, isReverse, includesHidden);

    /// <summary>
    /// Reads windows that have closed, by window start and then by key, before the record that closed them is committed. As in Kafka Streams, a store that is
    /// not cached has lost those whose start is more than the retention before that of the latest window. Dispose the cursor; it is reused.
    /// </summary>
    public SegmentedCursor<TKey, TValue> ScanClosed(long timeFrom, long timeTo) =>
        _reader.ScanAll(retention.IsCached ? timeFrom : Math.Max(timeFrom, retention.Edge), timeTo, isReverse: false, includesHidden: !retention.IsCached);

    /// <summary>Returns the window that begins at a time.</summary>
    public Window WindowAt(long start) => new(start, start > long.MaxValue - _windowSize ? long.MaxValue : start + _windowSize);

    private bool TryFetchFirst(TKey key, long windowStart, [MaybeNullWhen(false)] out TValue value)
    {
        using var cursor = _reader.Scan(serdes.Key(key), windowStart, windowStart, isReverse: false);
        var isFound = cursor.MoveNext();
        value = isFound ? cursor.Value : default;
        return isFound;
    }

    private ReadOnlySpan<byte> StoreKey(TKey key, long windowStart, int sequence)
    {
        BinaryPrimitives.WriteInt32BigEndian(retention.Keys.Write(serdes.Key(key), windowStart, _key), sequence);
        return _key.Span;
    }

    private IEnumerable<KeyValuePair<long, TValue>> Times(TKey key, long timeFrom, long timeTo, bool isReverse)
    {
        using var cursor = Scan(key, timeFrom, timeTo, isReverse);
        while (cursor.MoveNext())
        {
            yield return new KeyValuePair<long, TValue>(cursor.Time, cursor.Value);
        }
    }

    private IEnumerable<KeyValuePair<Windowed<TKey>, TValue>> Windows(Func<SegmentedCursor<TKey, TValue>> open)
    {
        using var cursor = open();
        while (cursor.MoveNext())
        {
            yield return new KeyValuePair<Windowed<TKey>, TValue>(new Windowed<TKey>(cursor.Key, WindowAt(cursor.Time)), cursor.Value);
        }
    }
}
