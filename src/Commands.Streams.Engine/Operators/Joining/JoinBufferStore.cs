using System.Buffers.Binary;
using Commands.Streams.State;
using Commands.Streams.State.Buffering;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;

namespace Commands.Streams.Operators.Joining;

/// <summary>
/// The store of stream records that wait for a table, sorted by time, then key, then arrival. Its bytes are those of Kafka Streams: a zero, the time, the key
/// and a sequence number lead to the record with its origin.
/// </summary>
internal sealed class JoinBufferStore : IStateStore
{
    private const int PrefixLength = 1 + sizeof(long);
    private const int SuffixLength = sizeof(int);

    private readonly StagedStore _staged;
    private readonly BytesBuffer _key = new();
    private readonly BytesBuffer _value = new();
    private readonly BytesWriter _writer;
    private long _earliest;
    private int _sequence;

    public JoinBufferStore(string name, StagedStore staged)
    {
        (Name, _staged) = (name, staged);
        _writer = new BytesWriter(_value);
    }

    public string Name { get; }

    public bool IsPersistent => _staged.Store.IsPersistent;

    /// <summary>The topic that serdes are told.</summary>
    public string Topic => _staged.ChangelogTopic;

    /// <summary>The largest timestamp that was added; -1 before the first. The record that had it waits for as long as it is the largest.</summary>
    public long Time { get; private set; }

    /// <summary>Finds out what is in the store.</summary>
    public void Load()
    {
        (Time, _sequence, _earliest) = (-1, 0, long.MaxValue);
        using var cursor = _staged.Scan(default(BytesRange), isReverse: false);
        while (cursor.MoveNext())
        {
            Time = TimeOf(cursor.Key);
            _earliest = Math.Min(_earliest, Time);
            _sequence = Math.Max(_sequence, BinaryPrimitives.ReadInt32BigEndian(cursor.Key[^SuffixLength..]));
        }
    }

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, in EntryInfo origin)
    {
        _sequence = (_sequence + 1) & int.MaxValue;
        var storeKey = _key.Resize(PrefixLength + key.Length + SuffixLength);
        storeKey[0] = 0;
        BinaryPrimitives.WriteInt64BigEndian(storeKey[1..], origin.Timestamp);
        key.CopyTo(storeKey[PrefixLength..]);
        BinaryPrimitives.WriteInt32BigEndian(storeKey[^SuffixLength..], _sequence);
        _value.Resize(0);
        BufferedChange.WriteOrigin(in origin, _writer);
        BufferedChange.WriteValues(false, default, false, default, hasNew: true, value, time: 0, _writer);
        _staged.Put(storeKey, _value.Span);
        Time = Math.Max(Time, origin.Timestamp);
        _earliest = Math.Min(_earliest, origin.Timestamp);
    }

    /// <summary>Takes the earliest record out, unless it is later than a time.</summary>
    /// <param name="latest">The time.</param>
    /// <param name="key">The key; valid until the next call.</param>
    /// <param name="value">The value; valid until the next call.</param>
    /// <param name="origin">Where the record came from.</param>
    public bool TryTake(long latest, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value, out EntryInfo origin)
    {
        if (_earliest > latest || !TryFindFirst(latest))
        {
            key = default;
            value = default;
            origin = default;
            return false;
        }

        _staged.Delete(_key.Span);
        key = _key.Span[PrefixLength..^SuffixLength];
        value = new BufferedChange(_value.Span).New;
        origin = BufferedChange.ReadOrigin(_value.Span);
        return true;
    }

    private static long TimeOf(ReadOnlySpan<byte> storeKey) => BinaryPrimitives.ReadInt64BigEndian(storeKey[1..]);

    private bool TryFindFirst(long latest)
    {
        using var cursor = _staged.Scan(default(BytesRange), isReverse: false);
        var isFound = cursor.MoveNext();
        _earliest = isFound ? TimeOf(cursor.Key) : long.MaxValue;
        if (_earliest > latest)
        {
            return false;
        }

        _key.Set(cursor.Key);
        _value.Set(cursor.Value);
        return true;
    }
}
