using System.Buffers.Binary;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Typed;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>
/// Which left rows point to which right rows. Its bytes are those of Kafka Streams: the length of the right key, the right key and the left key lead to the
/// subscription behind its timestamp.
/// </summary>
internal sealed class SubscriptionStore<TForeign, TKey>(
    string name, StagedStore staged, ISerde<TForeign> foreignKeys, ISerde<TKey> keys, ISerde<Subscription<TKey>> subscriptions) : IStateStore
{
    private readonly SerializationBuffer _key = new();
    private readonly SerializationBuffer _end = new();
    private readonly SerializationBuffer _value = new();
    private readonly BytesBuffer _stamped = new();

    public string Name => name;

    public bool IsPersistent => staged.Store.IsPersistent;

    private SerializationContext KeyContext => new(staged.ChangelogTopic, RecordComponent.Key, Headers.Empty);

    private SerializationContext ValueContext => new(staged.ChangelogTopic, RecordComponent.Value, Headers.Empty);

    public void Put(TForeign foreignKey, in Subscription<TKey> subscription, long timestamp)
    {
        WriteKey(foreignKey, subscription.Key);
        _value.Clear();
        subscriptions.Serialize(subscription, _value, ValueContext);
        staged.Put(_key.Written, TimestampedValue.Write(timestamp, _value.Written, _stamped));
    }

    public void Delete(TForeign foreignKey, TKey key)
    {
        WriteKey(foreignKey, key);
        staged.Delete(_key.Written);
    }

    /// <summary>Reads the subscriptions to a right row. Dispose the cursor.</summary>
    public BytesCursor Scan(TForeign foreignKey)
    {
        WritePrefix(foreignKey);
        _end.Clear();
        var hasEnd = KeyBounds.TryWriteEndOfPrefix(_key.Written, _end);
        return staged.Scan(new BytesRange { From = _key.Written, To = _end.Written, HasTo = hasEnd }, isReverse: false);
    }

    /// <summary>Reads the subscription at a cursor.</summary>
    public Subscription<TKey> Read(BytesCursor cursor) => subscriptions.Deserialize(cursor.Value[sizeof(long)..], ValueContext);

    private void WriteKey(TForeign foreignKey, TKey key)
    {
        WritePrefix(foreignKey);
        keys.Serialize(key, _key, KeyContext);
    }

    private void WritePrefix(TForeign foreignKey)
    {
        // The length stands before the key, so the key is written elsewhere first.
        _value.Clear();
        foreignKeys.Serialize(foreignKey, _value, KeyContext);
        var bytes = _value.Written;
        _key.Clear();
        var prefix = _key.GetSpan(sizeof(int) + bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(prefix, bytes.Length);
        bytes.CopyTo(prefix[sizeof(int)..]);
        _key.Advance(sizeof(int) + bytes.Length);
    }
}
