using System.Buffers.Binary;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;

namespace Commands.Streams.Operators.Joining;

/// <summary>
/// The store of records that wait for a match: by time, side and key, each time with a list of values, because records with equal keys and times are kept
/// apart. Its bytes are those of Kafka Streams.
/// </summary>
internal sealed class UnmatchedStore<TKey>(string name, StagedStore staged, ISerde<TKey> keySerde) : IStateStore
{
    private const int PrefixLength = sizeof(long) + 1;

    private readonly SerializationBuffer _key = new();
    private readonly BytesBuffer _value = new();
    private readonly Stack<UnmatchedCursor<TKey>> _cursors = new();

    public string Name => name;

    public bool IsPersistent => staged.Store.IsPersistent;

    /// <summary>The topic that serdes are told.</summary>
    public string Topic => staged.ChangelogTopic;

    /// <summary>Adds a value to those of a key, time and side.</summary>
    public void Add(TKey key, long timestamp, bool isLeft, ReadOnlySpan<byte> value)
    {
        WriteKey(key, timestamp, isLeft);
        if (staged.TryGet(_key.Written, out var present))
        {
            _value.Set(present);
        }
        else
        {
            UnmatchedList.Begin(_value);
        }

        UnmatchedList.Append(_value, isLeft, value);
        staged.Put(_key.Written, _value.Span);
    }

    /// <summary>Removes all values of a key, time and side. Nothing is written if there are none.</summary>
    public void Remove(TKey key, long timestamp, bool isLeft)
    {
        WriteKey(key, timestamp, isLeft);
        if (staged.TryGet(_key.Written, out _))
        {
            staged.Delete(_key.Written);
        }
    }

    /// <summary>Removes all values at a cursor.</summary>
    public void Remove(UnmatchedCursor<TKey> cursor)
    {
        _value.Set(cursor.StoreKey);
        staged.Delete(_value.Span);
    }

    /// <summary>Reads everything by time, then right before left, then by key. Dispose the cursor; it is reused.</summary>
    public UnmatchedCursor<TKey> Scan()
    {
        if (!_cursors.TryPop(out var cursor))
        {
            cursor = new UnmatchedCursor<TKey>(this, _cursors);
        }

        cursor.Open(staged.Scan(default(BytesRange), isReverse: false));
        return cursor;
    }

    public TKey ReadKey(ReadOnlySpan<byte> storeKey) =>
        keySerde.Deserialize(storeKey[PrefixLength..], new SerializationContext(Topic, RecordComponent.Key, Headers.Empty));

    public static long Timestamp(ReadOnlySpan<byte> storeKey) => BinaryPrimitives.ReadInt64BigEndian(storeKey);

    public static bool IsLeft(ReadOnlySpan<byte> storeKey) => storeKey[sizeof(long)] != 0;

    private void WriteKey(TKey key, long timestamp, bool isLeft)
    {
        _key.Clear();
        var prefix = _key.GetSpan(PrefixLength);
        BinaryPrimitives.WriteInt64BigEndian(prefix, timestamp);
        prefix[sizeof(long)] = isLeft ? (byte)1 : (byte)0;
        _key.Advance(PrefixLength);
        keySerde.Serialize(key, _key, new SerializationContext(Topic, RecordComponent.Key, Headers.Empty));
    }
}
