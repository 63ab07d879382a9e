namespace Commands.Streams.Tests.State.Expiring;

/// <summary>A key-value store with a time to live that looks at all entries each time.</summary>
internal sealed class ExpiringModel(long timeToLive)
{
    private readonly SortedDictionary<string, (string Value, long Time)> _entries = new(StringComparer.Ordinal);
    private long _observed = -1;

    public void Put(string key, string value, long time)
    {
        _observed = Math.Max(_observed, time);
        _entries[key] = (value, time);
    }

    public void PutIfAbsent(string key, string value, long time)
    {
        if (Get(key) is null)
        {
            Put(key, value, time);
        }
    }

    public void Delete(string key) => _entries.Remove(key);

    public string? Get(string key) => _entries.TryGetValue(key, out var found) && IsAlive(found.Time) ? found.Value : null;

    public List<string> Range(string from, string to, bool isReverse)
    {
        var found = _entries.Where(it => IsAlive(it.Value.Time) && string.CompareOrdinal(it.Key, from) >= 0 && string.CompareOrdinal(it.Key, to) <= 0)
            .Select(it => $"{it.Key}={it.Value.Value}").ToList();
        if (isReverse)
        {
            found.Reverse();
        }

        return found;
    }

    private bool IsAlive(long time) => time > _observed - timeToLive;
}
