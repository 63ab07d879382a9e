using System.Diagnostics.CodeAnalysis;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Versioning;

namespace Commands.Streams.State.Typed;

/// <summary>A versioned store.</summary>
internal sealed class VersionedKeyValueStore<TKey, TValue>(string name, StagedStore staged, VersionHistory history, StoreSerdes<TKey, TValue> serdes)
    : IVersionedKeyValueStore<TKey, TValue>
{
    public string Name => name;

    public bool IsPersistent => staged.Store.IsPersistent;

    public long Put(TKey key, TValue? value, long timestamp)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timestamp);
        var keyData = serdes.Key(key);
        if (history.IsTooOld(timestamp))
        {
            staged.Context!.OnExpired();
            return IVersionedKeyValueStore<TKey, TValue>.Refused;
        }

        history.TryFind(keyData, timestamp);
        var hasValue = !serdes.Values.IsNull(value!);
        history.Put(keyData, hasValue, hasValue ? serdes.Value(value!) : default, timestamp);
        return history.ValidTo ?? IVersionedKeyValueStore<TKey, TValue>.IsLatest;
    }

    public bool Delete(TKey key, long timestamp, [MaybeNullWhen(false)] out VersionedRecord<TValue> deleted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(timestamp);
        var keyData = serdes.Key(key);
        if (history.IsTooOld(timestamp))
        {
            staged.Context!.OnExpired();
            deleted = default;
            return false;
        }

        var isFound = Read(history.TryFind(keyData, timestamp), out deleted);
        history.Put(keyData, hasValue: false, default, timestamp);
        return isFound;
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out VersionedRecord<TValue> record) =>
        Read(history.TryFind(serdes.Key(key), long.MaxValue), out record);

    public bool TryGet(TKey key, long asOf, [MaybeNullWhen(false)] out VersionedRecord<TValue> record)
    {
        // The latest version is known however old it is.
        var isFound = history.TryFind(serdes.Key(key), asOf);
        return Read(isFound && (history.ValidTo is null || !history.IsTooOld(asOf)), out record);
    }

    private bool Read(bool isFound, [MaybeNullWhen(false)] out VersionedRecord<TValue> record)
    {
        record = isFound ? new VersionedRecord<TValue>(serdes.ReadValue(history.Value), history.Timestamp, history.ValidTo) : default;
        return isFound;
    }
}
