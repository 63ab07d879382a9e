using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Expiring;

/// <summary>
/// Entries that expire. The store's time is the largest timestamp that was put; an entry expires when that is the time to live, or more, later than the
/// entry's own. The put that moves the time deletes what expires, in the changelog too.
/// </summary>
/// <param name="staged">The store.</param>
/// <param name="timeToLive">The time to live in milliseconds.</param>
/// <param name="isTimestamped"><see langword="true"/> if values come with their timestamp; otherwise that of the current record is taken.</param>
internal sealed class ExpiringEntries(StagedStore staged, long timeToLive, bool isTimestamped) : KeyValueEntries(staged)
{
    private readonly StagedStore _staged = staged;
    private readonly Stack<ExpiringCursor> _cursors = new();
    private readonly TimeMark _mark = new();
    private readonly BytesBuffer _entry = new();
    private readonly BytesBuffer _due = new();
    private readonly BytesBuffer _from = new();
    private readonly BytesBuffer _to = new();
    private readonly BytesBuffer _value = new();
    private int _generation = -1;
    private long _observed;

    /// <summary>Nothing is due before.</summary>
    private long _earliest;

    /// <summary>Each entry is kept together with when it is due.</summary>
    public override long ApproximateCount => _staged.ApproximateCount / 2;

    public override bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        ExpiringKeys.WriteEntry(key, _entry);
        var isFound = _staged.TryGet(_entry.Span, out var stored) && !IsExpired(stored);
        value = isFound ? ValueOf(stored) : default;
        return isFound;
    }

    public override void Put(scoped ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value)
    {
        Load();
        var timestamp = Math.Max(0, isTimestamped ? ExpiringKeys.TimestampOfEntry(value) : _staged.Context!.BeginWrite().Timestamp);
        if (timestamp > _observed)
        {
            _observed = timestamp;
            _staged.PutUnlogged(TimeMark.Key, _mark.Write(timestamp));
        }

        if (timestamp <= _observed - timeToLive)
        {
            // It expires at once, and takes the place of what was there before.
            _staged.Context!.OnExpired();
            DeleteIfStored(key);
            return;
        }

        ExpiringKeys.WriteEntry(key, _entry);
        DeleteDue(key);
        _staged.Put(_entry.Span, TimestampedValue.Write(timestamp, isTimestamped ? value[sizeof(long)..] : value, _value));
        ExpiringKeys.WriteDue(key, timestamp, _due);
        _staged.PutUnlogged(_due.Span, default);
        _earliest = Math.Min(_earliest, timestamp);
        if (_earliest <= _observed - timeToLive)
        {
            Expire();
        }
    }

    public override void Delete(scoped ReadOnlySpan<byte> key)
    {
        ExpiringKeys.WriteEntry(key, _entry);
        DeleteDue(key);
        _staged.Delete(_entry.Span);
    }

    public override BytesCursor Scan(scoped in BytesRange range, bool isReverse)
    {
        ExpiringKeys.WriteEntry(range.From, _from);
        if (range.HasTo)
        {
            ExpiringKeys.WriteEntry(range.To, _to);
        }
        else
        {
            _to.Set(ExpiringKeys.Dues);
        }

        if (!_cursors.TryPop(out var cursor))
        {
            cursor = new ExpiringCursor(this, _cursors);
        }

        cursor.Open(_staged.Scan(new BytesRange { From = _from.Span, To = _to.Span, HasTo = true }, isReverse));
        return cursor;
    }

    public override ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> storeKey) => ExpiringKeys.KeyOfEntry(storeKey);

    public override ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> storeValue) => isTimestamped ? storeValue : storeValue[sizeof(long)..];

    /// <summary>Returns <see langword="true"/> if an entry has expired, although it is still there; otherwise <see langword="false"/>.</summary>
    public bool IsExpired(ReadOnlySpan<byte> storeValue)
    {
        Load();
        return ExpiringKeys.TimestampOfEntry(storeValue) <= _observed - timeToLive;
    }

    private void Load()
    {
        if (_generation != _staged.Generation)
        {
            _generation = _staged.Generation;
            _observed = _staged.TryGetUnlogged(TimeMark.Key, out var time) ? TimeMark.Read(time) : -1;
            _earliest = 0;
        }
    }

    private void DeleteIfStored(ReadOnlySpan<byte> key)
    {
        ExpiringKeys.WriteEntry(key, _entry);
        if (DeleteDue(key))
        {
            _staged.Delete(_entry.Span);
        }
    }

    /// <summary>Deletes when the entry in the buffer is due.</summary>
    /// <returns><see langword="true"/> if there is such an entry; otherwise <see langword="false"/>.</returns>
    private bool DeleteDue(ReadOnlySpan<byte> key)
    {
        if (!_staged.TryGet(_entry.Span, out var before))
        {
            return false;
        }

        ExpiringKeys.WriteDue(key, ExpiringKeys.TimestampOfEntry(before), _due);
        _staged.DeleteUnlogged(_due.Span);
        return true;
    }

    /// <summary>Deletes what has expired, in the order of time.</summary>
    private void Expire()
    {
        // Not from the beginning, where what has been deleted since the last commit lies.
        ExpiringKeys.WriteDue(default, _earliest, _from);
        using var dues = _staged.Scan(new BytesRange { From = _from.Span, To = SegmentedKeys.End, HasTo = true }, isReverse: false);
        _earliest = long.MaxValue;
        while (dues.MoveNext())
        {
            var timestamp = ExpiringKeys.TimestampOfDue(dues.Key);
            if (timestamp > _observed - timeToLive)
            {
                _earliest = timestamp;
                return;
            }

            ExpiringKeys.WriteEntry(ExpiringKeys.KeyOfDue(dues.Key), _entry);
            if (_staged.TryGet(_entry.Span, out var stored) && ExpiringKeys.TimestampOfEntry(stored) == timestamp)
            {
                _staged.Delete(_entry.Span);
            }

            _due.Set(dues.Key);
            _staged.DeleteUnlogged(_due.Span);
        }
    }
}
