using Commands.Streams.State;

namespace Commands.Streams.Operators.Tables;

/// <summary>Rows in a versioned store. It is never cached, and decides itself which version of a row is the latest.</summary>
internal sealed class VersionedTableStore<TKey, TValue>(IVersionedKeyValueStore<TKey, TValue> store) : TableStore<TKey, TValue>
{
    public override bool TryGet(TKey key, out ValueAndTimestamp<TValue> row) => ToRow(store.TryGet(key, out var found), in found, out row);

    public override bool TryGet(TKey key, long asOf, out ValueAndTimestamp<TValue> row) => ToRow(store.TryGet(key, asOf, out var found), in found, out row);

    public override PutResult Put(TKey key, TValue? value, long timestamp) => store.Put(key, value, timestamp) switch
    {
        IVersionedKeyValueStore<TKey, TValue>.Refused => PutResult.Refused,
        IVersionedKeyValueStore<TKey, TValue>.IsLatest => PutResult.Latest,
        _ => PutResult.Historic,
    };

    private static bool ToRow(bool isFound, in VersionedRecord<TValue> found, out ValueAndTimestamp<TValue> row)
    {
        row = isFound ? new ValueAndTimestamp<TValue>(found.Value, found.Timestamp) : default;
        return isFound;
    }
}
