using System.Buffers.Binary;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.State.Layouts;

/// <summary>
/// The largest time that a store has been told, kept in its back end beside the entries: a delete moves it too, but leaves no entry that shows it.
/// </summary>
internal sealed class TimeMark
{
    private const long Unknown = -1;

    private readonly byte[] _value = new byte[sizeof(long)];
    private long _stored = Unknown;

    /// <summary>The key of the time, behind the keys of all entries.</summary>
    public static ReadOnlySpan<byte> Key => [255, 255, 255, 255, 255, 255, 255, 255, (byte)'t'];

    /// <summary>The time; -1 if there is none.</summary>
    public long Time { get; private set; } = Unknown;

    public static long Read(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt64BigEndian(value);

    /// <summary>Reads the time that is stored.</summary>
    public void Load(IBytesStore store) => _stored = Time = store.TryGet(Key, out var value) ? Read(value) : Unknown;

    public void Observe(long time) => Time = Math.Max(Time, time);

    /// <summary>Adds the time to a batch if it has changed.</summary>
    public void AddTo(BytesBatch batch)
    {
        if (Time != _stored)
        {
            batch.Put(Key, Write(Time));
            _stored = Time;
        }
    }

    /// <summary>Returns a time as it is stored; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(long time)
    {
        BinaryPrimitives.WriteInt64BigEndian(_value, time);
        return _value;
    }
}
