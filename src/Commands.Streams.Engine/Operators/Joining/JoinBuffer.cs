using System.Diagnostics.CodeAnalysis;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.State.Staging;
using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Joining;

/// <summary>
/// Holds back the records of a stream until those that belong before them should have come, sorted by time. Its time is the largest timestamp that was put
/// into it. Used by one node.
/// </summary>
/// <param name="store">Where the records are kept.</param>
/// <param name="grace">How long a record waits, in milliseconds.</param>
/// <param name="keys">The serde of keys.</param>
/// <param name="values">The serde of values.</param>
internal sealed class JoinBuffer<TKey, TValue>(JoinBufferStore store, long grace, ISerde<TKey> keys, ISerde<TValue> values)
{
    private readonly SerializationBuffer _key = new();
    private readonly SerializationBuffer _value = new();

    /// <summary>Called when a node begins to use the buffer.</summary>
    public void Load() => store.Load();

    /// <summary>Adds a record.</summary>
    /// <returns>False if the record has come too late to wait.</returns>
    public bool TryAdd(in Record<TKey, TValue> record, IInputRecord input)
    {
        if (store.Time - grace > record.Timestamp)
        {
            return false;
        }

        _key.Clear();
        keys.Serialize(record.Key, _key, new SerializationContext(store.Topic, RecordComponent.Key, Headers.Empty));
        _value.Clear();
        values.Serialize(record.Value, _value, new SerializationContext(store.Topic, RecordComponent.Value, record.Headers));
        var origin = new EntryInfo(record.Timestamp, record.Headers, input.Topic, input.Partition, input.Offset);
        store.Add(_key.Written, _value.Written, in origin);
        return true;
    }

    /// <summary>Takes the earliest record out of the buffer if it need not wait any longer.</summary>
    /// <param name="record">The record.</param>
    /// <param name="origin">Where it came from.</param>
    public bool TryTake([MaybeNullWhen(false)] out Record<TKey, TValue> record, out EntryInfo origin)
    {
        if (!store.TryTake(store.Time - grace, out var key, out var value, out origin))
        {
            record = default;
            return false;
        }

        record = new Record<TKey, TValue>(
            keys.Deserialize(key, new SerializationContext(store.Topic, RecordComponent.Key, Headers.Empty)),
            values.Deserialize(value, new SerializationContext(store.Topic, RecordComponent.Value, origin.Headers)),
            origin.Timestamp,
            origin.Headers);
        return true;
    }
}
