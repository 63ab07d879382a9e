using System.Diagnostics.CodeAnalysis;
using Commands.Streams.Serialization;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Typed;

/// <summary>A key-value store: its keys in the back end are the bytes that the serde writes.</summary>
internal abstract partial class KeyValueStoreBase<TKey, TValue>(string name, KeyValueEntries entries, StoreSerdes<TKey, TValue> serdes)
    : IKeyValueStore<TKey, TValue>, ITypedEntries<TKey, TValue>
{
    private readonly SerializationBuffer _bound = new();

    public string Name => name;

    public bool IsPersistent => entries.Staged.Store.IsPersistent;

    public long ApproximateNumEntries => entries.ApproximateCount;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var isFound = entries.TryGet(serdes.Key(key), out var data);
        value = isFound ? serdes.ReadValue(data) : default;
        return isFound;
    }

    public void Put(TKey key, TValue? value)
    {
        var data = serdes.Key(key);
        if (serdes.Values.IsNull(value!))
        {
            entries.Delete(data);
        }
        else
        {
            entries.Put(data, serdes.Value(value!));
        }
    }

    public bool PutIfAbsent(TKey key, TValue value, [MaybeNullWhen(true)] out TValue existing)
    {
        if (TryGet(key, out existing))
        {
            return false;
        }

        Put(key, value);
        return true;
    }

    public bool Delete(TKey key, [MaybeNullWhen(false)] out TValue deleted)
    {
        var isFound = TryGet(key, out deleted);
        entries.Delete(serdes.Key(key));
        return isFound;
    }

    public IEnumerable<KeyValuePair<TKey, TValue>> Range(TKey from, TKey to) => Read(() => ScanRange(from, to, isReverse: false));

    public IEnumerable<KeyValuePair<TKey, TValue>> ReverseRange(TKey from, TKey to) => Read(() => ScanRange(from, to, isReverse: true));

    public IEnumerable<KeyValuePair<TKey, TValue>> All() => Read(() => ScanAll(isReverse: false));

    public IEnumerable<KeyValuePair<TKey, TValue>> ReverseAll() => Read(() => ScanAll(isReverse: true));

    public IEnumerable<KeyValuePair<TKey, TValue>> PrefixScan<TPrefix>(TPrefix prefix, ISerializer<TPrefix> serializer)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(serializer);
        return Read(() => ScanPrefix(prefix, serializer));
    }

    public TKey ReadKey(ReadOnlySpan<byte> data) => serdes.ReadKey(entries.KeyOf(data));

    public TValue ReadValue(ReadOnlySpan<byte> data) => serdes.ReadValue(entries.ValueOf(data));

    private BytesCursor ScanAll(bool isReverse) => entries.Scan(default, isReverse);

    private BytesCursor ScanRange(TKey from, TKey to, bool isReverse)
    {
        _bound.Clear();
        serdes.Append(to, _bound);
        KeyBounds.MakeBehind(_bound);
        return entries.Scan(new BytesRange { From = serdes.Key(from), To = _bound.Written, HasTo = true }, isReverse);
    }

    private BytesCursor ScanPrefix<TPrefix>(TPrefix prefix, ISerializer<TPrefix> serializer)
    {
        var context = new SerializationContext(entries.Staged.ChangelogTopic, RecordComponent.Key, Records.Headers.Empty);
        var from = new SerializationBuffer();
        serializer.Serialize(prefix, from, context);
        _bound.Clear();
        var hasTo = KeyBounds.TryWriteEndOfPrefix(from.Written, _bound);
        return entries.Scan(new BytesRange { From = from.Written, To = _bound.Written, HasTo = hasTo }, isReverse: false);
    }

    private IEnumerable<KeyValuePair<TKey, TValue>> Read(Func<BytesCursor> open)
    {
        using var cursor = open();
        while (cursor.MoveNext())
        {
            yield return new KeyValuePair<TKey, TValue>(serdes.ReadKey(cursor.Key), serdes.ReadValue(cursor.Value));
        }
    }
}
