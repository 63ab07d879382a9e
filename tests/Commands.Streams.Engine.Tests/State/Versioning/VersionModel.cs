using Commands.Streams.State;

namespace Commands.Streams.Tests.State.Versioning;

/// <summary>A versioned store that keeps everything.</summary>
internal sealed class VersionModel(long retention)
{
    private readonly Dictionary<string, SortedDictionary<long, string?>> _versions = [];
    private long _observed = -1;

    public long Put(string key, string? value, long timestamp)
    {
        if (timestamp < _observed - retention)
        {
            return long.MinValue;
        }

        _observed = Math.Max(_observed, timestamp);
        var versions = Versions(key);
        versions[timestamp] = value;
        return Next(versions, timestamp) ?? -1;
    }

    public bool Delete(string key, long timestamp, out VersionedRecord<string> deleted)
    {
        deleted = default;
        if (timestamp < _observed - retention)
        {
            return false;
        }

        _observed = Math.Max(_observed, timestamp);
        var isFound = Find(key, timestamp, out deleted);
        Versions(key)[timestamp] = null;
        return isFound;
    }

    public bool TryGet(string key, out VersionedRecord<string> record) => Find(key, long.MaxValue, out record);

    public bool TryGet(string key, long asOf, out VersionedRecord<string> record)
    {
        if (Find(key, asOf, out record) && (record.ValidTo is null || asOf >= _observed - retention))
        {
            return true;
        }

        record = default;
        return false;
    }

    private static long? Next(SortedDictionary<long, string?> versions, long timestamp) =>
        versions.Keys.Where(it => it > timestamp).Select(it => (long?)it).FirstOrDefault();

    private bool Find(string key, long asOf, out VersionedRecord<string> record)
    {
        var versions = Versions(key);
        var found = versions.Where(it => it.Key <= asOf).Select(it => ((long Key, string? Value)?)(it.Key, it.Value)).LastOrDefault();
        record = found is { Value: { } value } it ? new VersionedRecord<string>(value, it.Key, Next(versions, it.Key)) : default;
        return found is { Value: not null };
    }

    private SortedDictionary<long, string?> Versions(string key)
    {
        if (!_versions.TryGetValue(key, out var versions))
        {
            _versions[key] = versions = [];
        }

        return versions;
    }
}
