using Commands.Streams.Operators.Tables;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.State.Buffering;
using Commands.Streams.State.Staging;

namespace Commands.Streams.Operators.Suppressing;

/// <summary>A buffer with the types of its keys and values.</summary>
internal sealed class TypedBuffer<TKey, TValue>(TimeOrderedBuffer buffer, ISerde<TKey> keys, ISerde<TValue> values)
{
    private readonly SerializationBuffer _key = new();
    private readonly SerializationBuffer _old = new();
    private readonly SerializationBuffer _new = new();

    public TimeOrderedBuffer Bytes => buffer;

    private SerializationContext KeyContext => new(buffer.Topic, RecordComponent.Key, Headers.Empty);

    private SerializationContext ValueContext => new(buffer.Topic, RecordComponent.Value, Headers.Empty);

    /// <summary>Sets the latest change of a key.</summary>
    public void Put(TKey key, long time, in EntryInfo origin, in Change<TValue> change)
    {
        Write(change.Old, _old);
        Write(change.New, _new);
        buffer.Put(WriteKey(key), time, in origin, change.Old is not null, _old.Written, change.New is not null, _new.Written);
    }

    public TKey ReadKey(BufferedEntry entry) => keys.Deserialize(entry.Key, KeyContext);

    public Change<TValue> ReadChange(BufferedEntry entry)
    {
        var change = entry.Change;
        return new Change<TValue>(
            change.HasNew ? values.Deserialize(change.New, ValueContext) : default, change.HasOld ? values.Deserialize(change.Old, ValueContext) : default);
    }

    /// <summary>Returns what a row was before the changes that are held back.</summary>
    /// <returns>False if none is held back.</returns>
    public bool TryGetPrior(TKey key, out TValue? prior)
    {
        if (!buffer.TryFind(WriteKey(key), out var entry))
        {
            prior = default;
            return false;
        }

        var change = entry.Change;
        prior = change.HasPrior ? values.Deserialize(change.Prior, ValueContext) : default;
        return true;
    }

    private ReadOnlySpan<byte> WriteKey(TKey key)
    {
        _key.Clear();
        keys.Serialize(key, _key, KeyContext);
        return _key.Written;
    }

    private void Write(TValue? value, SerializationBuffer destination)
    {
        destination.Clear();
        if (value is not null)
        {
            values.Serialize(value, destination, ValueContext);
        }
    }
}
