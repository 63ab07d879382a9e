using System.Buffers.Binary;
using Commands.Streams.Records;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Formats;

/// <summary>
/// The changelog of a timestamped key-value store: the value is written without its timestamp, which is the record's. A delete has the timestamp of the record
/// that made it.
/// </summary>
internal sealed class TimestampedKeyValueFormat : ChangelogFormat
{
    private readonly BytesBuffer _value = new();

    public override void Log(
        ReadOnlySpan<byte> storeKey, bool hasValue, ReadOnlySpan<byte> storeValue, in EntryInfo info, IStoreContext context)
    {
        if (hasValue)
        {
            context.Log(storeKey, storeValue[sizeof(long)..], hasValue: true, BinaryPrimitives.ReadInt64BigEndian(storeValue), Headers.Empty);
        }
        else
        {
            context.Log(storeKey, default, hasValue: false, info.Timestamp, Headers.Empty);
        }
    }

    public override void Restore(ReadOnlySpan<byte> logKey, bool hasValue, ReadOnlySpan<byte> logValue, long timestamp, BytesBatch batch)
    {
        if (hasValue)
        {
            var value = _value.Resize(sizeof(long) + logValue.Length);
            BinaryPrimitives.WriteInt64BigEndian(value, timestamp);
            logValue.CopyTo(value[sizeof(long)..]);
            batch.Put(logKey, value);
        }
        else
        {
            batch.Delete(logKey);
        }
    }
}
