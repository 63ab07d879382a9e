using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Versioning;

/// <summary>
/// The versions of all keys, and which of them are still of use: those that were valid at some time since the store's time minus the history retention, and
/// the latest one of each key. The store's time is the largest timestamp that was put.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="retention">The history retention in milliseconds.</param>
internal sealed class VersionHistory(StagedStore store, long retention)
{
    private readonly VersionSweep _sweep = new(store);
    private readonly TimeMark _mark = new();
    private readonly BytesBuffer _key = new();
    private readonly BytesBuffer _end = new();
    private readonly BytesBuffer _value = new();
    private readonly BytesBuffer _found = new();
    private int _generation = -1;
    private long _observed;

    /// <summary>Until when the version that was found is valid, that is, the timestamp of the next one; <see langword="null"/> if it is the latest.</summary>
    public long? ValidTo { get; private set; }

    /// <summary>The timestamp of the version that was found.</summary>
    public long Timestamp { get; private set; }

    /// <summary>The value of the version that was found.</summary>
    public ReadOnlySpan<byte> Value => VersionKeys.Value(_found.Span);

    /// <summary>Returns <see langword="true"/> if a time lies before the history that the store keeps; otherwise <see langword="false"/>.</summary>
    public bool IsTooOld(long timestamp)
    {
        Load();
        return timestamp < _observed - retention;
    }

    /// <summary>Finds the version of a key that is valid at a time, whether it is still of use or not.</summary>
    /// <returns><see langword="true"/> if there is one and it has a value; otherwise <see langword="false"/>.</returns>
    public bool TryFind(ReadOnlySpan<byte> key, long timestamp)
    {
        ValidTo = null;
        VersionKeys.Write(key, 0, _key);
        VersionKeys.Write(key, ulong.MaxValue, _end);
        using var cursor = store.Scan(new BytesRange { From = _key.Span, To = _end.Span, HasTo = true }, isReverse: true);
        while (cursor.MoveNext())
        {
            Timestamp = VersionKeys.Timestamp(cursor.Key);
            if (Timestamp <= timestamp)
            {
                _found.Set(cursor.Value);
                return VersionKeys.HasValue(_found.Span);
            }

            ValidTo = Timestamp;
        }

        return false;
    }

    /// <summary>Adds a version that is not too old.</summary>
    public void Put(ReadOnlySpan<byte> key, bool hasValue, ReadOnlySpan<byte> value, long timestamp)
    {
        if (timestamp > _observed)
        {
            _observed = timestamp;
            store.PutUnlogged(TimeMark.Key, _mark.Write(timestamp));
        }

        VersionKeys.Write(key, (ulong)timestamp, _key);
        store.Put(_key.Span, VersionKeys.WriteValue(hasValue, value, _value));
        DeleteUseless(key);
        _sweep.OnPut(_observed - retention);
    }

    private void Load()
    {
        if (_generation != store.Generation)
        {
            _generation = store.Generation;
            _observed = store.TryGetUnlogged(TimeMark.Key, out var time) ? TimeMark.Read(time) : -1;
        }
    }

    /// <summary>Deletes the versions of a key, the oldest first, that were replaced before the history that the store keeps.</summary>
    private void DeleteUseless(ReadOnlySpan<byte> key)
    {
        VersionKeys.Write(key, 0, _key);
        VersionKeys.Write(key, ulong.MaxValue, _end);
        using var cursor = store.Scan(new BytesRange { From = _key.Span, To = _end.Span, HasTo = true }, isReverse: false);
        var hasPrevious = false;
        while (cursor.MoveNext() && VersionKeys.Timestamp(cursor.Key) <= _observed - retention)
        {
            if (hasPrevious)
            {
                store.DeleteUnlogged(_found.Span);
            }

            _found.Set(cursor.Key);
            hasPrevious = true;
        }
    }
}
