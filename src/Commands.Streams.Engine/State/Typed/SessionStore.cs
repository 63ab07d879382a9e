using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Typed;

/// <summary>A session store on segmented keys, whose time is the session's end.</summary>
internal sealed class SessionStore<TKey, TAggregate>(
    SessionStoreSupplier supplier, StagedStore staged, StoreRetention retention, StoreSerdes<TKey, TAggregate> serdes)
    : ISessionStore<TKey, TAggregate>, ITypedEntries<Windowed<TKey>, TAggregate>, IKeyBytes<TKey>
{
    private readonly SegmentedReader<TKey, TAggregate> _reader = new(staged, retention, serdes);
    private readonly BytesBuffer _key = new();

    public string Name => supplier.Name;

    public bool IsPersistent => staged.Store.IsPersistent;

    public bool TryFetchSession(TKey key, long sessionStart, long sessionEnd, [MaybeNullWhen(false)] out TAggregate aggregate)
    {
        var isFound = staged.TryGet(StoreKey(key, sessionStart, sessionEnd), out var data);
        aggregate = isFound ? serdes.ReadValue(data) : default;
        return isFound;
    }

    public void Put(Windowed<TKey> session, TAggregate? aggregate)
    {
        var key = CheckedKey(session);
        if (serdes.Values.IsNull(aggregate!))
        {
            staged.Delete(key);
        }
        else
        {
            staged.Put(key, serdes.Value(aggregate!));
        }
    }

    public void Remove(Windowed<TKey> session) => staged.Delete(CheckedKey(session));

    public IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> FindSessions(TKey key, long earliestSessionEnd, long latestSessionStart) =>
        Read(() => Scan(key, earliestSessionEnd, latestSessionStart, isReverse: false));

    public IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> BackwardFindSessions(TKey key, long earliestSessionEnd, long latestSessionStart) =>
        Read(() => Scan(key, earliestSessionEnd, latestSessionStart, isReverse: true));

    public IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> FindSessionsByEnd(long earliestSessionEnd, long latestSessionEnd) =>
        Read(() => ScanByEnd(earliestSessionEnd, latestSessionEnd));

    public IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> Fetch(TKey key) => Read(() => Scan(key, 0, long.MaxValue, isReverse: false));

    public IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> FetchRange(TKey keyFrom, TKey keyTo) =>
        Read(() => _reader.ScanRange(keyFrom, keyTo, 0, long.MaxValue));

    public ReadOnlySpan<byte> KeyBytes(TKey key) => serdes.Key(key);

    public Windowed<TKey> ReadKey(ReadOnlySpan<byte> data) =>
        new(serdes.ReadKey(retention.Keys.UserKey(data)), new Window(BinaryPrimitives.ReadInt64BigEndian(data[^sizeof(long)..]), retention.Keys.Time(data)));

    public TAggregate ReadValue(ReadOnlySpan<byte> data) => serdes.ReadValue(data);

    /// <summary>Reads the sessions of a key that overlap an interval, by end and then by start. Dispose the cursor; it is reused.</summary>
    public SegmentedCursor<TKey, TAggregate> Scan(TKey key, long earliestSessionEnd, long latestSessionStart, bool isReverse = false) =>
        _reader.Scan(serdes.Key(key), earliestSessionEnd, long.MaxValue, isReverse, latestSessionStart);

    /// <summary>Reads the sessions of all keys by end, and then by key and start. Dispose the cursor; it is reused.</summary>
    /// <param name="earliestSessionEnd">The smallest end, included.</param>
    /// <param name="latestSessionEnd">The largest end, included.</param>
    /// <param name="includesHidden"><see langword="true"/> to return sessions that have left the retention too, as long as they are there.</param>
    public SegmentedCursor<TKey, TAggregate> ScanByEnd(long earliestSessionEnd, long latestSessionEnd, bool includesHidden = false) =>
        _reader.ScanAll(earliestSessionEnd, latestSessionEnd, isReverse: false, includesHidden);

    private ReadOnlySpan<byte> CheckedKey(Windowed<TKey> session)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(session.Window.Start, nameof(session));
        ArgumentOutOfRangeException.ThrowIfLessThan(session.Window.End, session.Window.Start, nameof(session));
        return StoreKey(session.Key, session.Window.Start, session.Window.End);
    }

    private ReadOnlySpan<byte> StoreKey(TKey key, long start, long end)
    {
        BinaryPrimitives.WriteInt64BigEndian(retention.Keys.Write(serdes.Key(key), end, _key), start);
        return _key.Span;
    }

    private static IEnumerable<KeyValuePair<Windowed<TKey>, TAggregate>> Read(Func<SegmentedCursor<TKey, TAggregate>> open)
    {
        using var cursor = open();
        while (cursor.MoveNext())
        {
            var window = new Window(cursor.SessionStart, cursor.Time);
            yield return new KeyValuePair<Windowed<TKey>, TAggregate>(new Windowed<TKey>(cursor.Key, window), cursor.Value);
        }
    }
}
