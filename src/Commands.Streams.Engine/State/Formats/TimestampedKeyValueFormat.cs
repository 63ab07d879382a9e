using System.Buffers.Binary;
using Commands.Streams.Records;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
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
            batch.Put(logKey, TimestampedValue.Write(timestamp, logValue, _value));
        }
        else
        {
            batch.Delete(logKey);
        }
    }
}
