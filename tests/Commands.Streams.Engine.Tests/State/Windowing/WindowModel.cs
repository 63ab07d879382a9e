namespace Commands.Streams.Tests.State.Windowing;

/// <summary>
/// A store of values by key and time, with a retention, done in the simplest way: what is dirty is always visible; what is stored is visible if its time is
/// later than the latest time that the store was told, minus the retention. With a cache, only the time by which the store was opened counts, and segments
/// that have gone as a whole.
/// </summary>
/// <param name="retention">The retention.</param>
/// <param name="isCached">Whether writes are dirty until the next flush.</param>
internal sealed class WindowModel(long retention, bool isCached)
{
    private readonly Dictionary<(string Key, long Time, long Tail), string?> _stored = [];
    private readonly List<((string Key, long Time, long Tail) Entry, string? Value)> _dirty = [];
    private long _observed = -1;
    private long _edgeWhenOpened = -1 - retention;
    private long _firstSegment;

    private long Edge => _observed - retention;

    public void Put(string key, long time, long rest, string? value)
    {
        _dirty.RemoveAll(it => it.Entry == (key, time, rest));
        _dirty.Add(((key, time, rest), value));
        if (!isCached)
        {
            Flush();
        }
    }

    public void Flush()
    {
        foreach (var (entry, value) in _dirty)
        {
            // In a cache, what was made and deleted since the last flush is never written.
            if (isCached && value is null && (entry.Time <= Edge || _stored.GetValueOrDefault(entry) is null))
            {
                _stored.Remove(entry);
                continue;
            }

            _observed = Math.Max(_observed, entry.Time);
            if (entry.Time > Edge || (isCached && Segment(entry.Time) >= Segment(Math.Max(0, Edge))))
            {
                _stored[entry] = value;
            }
        }

        _dirty.Clear();
    }

    public void Commit()
    {
        Flush();
        _firstSegment = Math.Max(_firstSegment, Segment(Math.Max(0, Edge + 1)));
    }

    public void Restart()
    {
        Commit();
        _edgeWhenOpened = Edge;
    }

    public string? Get(string key, long time, long rest) => Visible().Where(it => it.Entry == (key, time, rest)).Select(it => it.Value).FirstOrDefault();

    /// <summary>All that is visible, by time, key and rest.</summary>
    public List<string> All(Func<(string Key, long Time, long Tail), bool> filter, bool isReverse = false)
    {
        var found = Visible().Where(it => filter(it.Entry)).OrderBy(it => it.Entry.Time)
            .ThenBy(it => it.Entry.Key, StringComparer.Ordinal)
            .ThenBy(it => it.Entry.Tail).Select(it => $"{it.Entry.Key}@{it.Entry.Time}={it.Value}").ToList();
        if (isReverse)
        {
            found.Reverse();
        }

        return found;
    }

    private IEnumerable<((string Key, long Time, long Tail) Entry, string? Value)> Visible()
    {
        var stored = _stored.Where(it => !IsHidden(it.Key.Time) && _dirty.All(dirty => dirty.Entry != it.Key)).Select(it => (it.Key, it.Value));
        return stored.Concat(_dirty).Where(it => it.Item2 is not null);
    }

    private bool IsHidden(long time) => isCached ? time <= _edgeWhenOpened || Segment(time) < _firstSegment : time <= Edge;

    private long Segment(long time) => time / Math.Max(retention / 2, 60_000);
}
