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
/// <param name="keepsHeaders"><see langword="true"/> to log the headers of the record that wrote an entry.</param>
internal sealed class TimestampedKeyValueFormat(bool keepsHeaders = false) : ChangelogFormat
{
    private readonly BytesBuffer _value = new();

    public override void Log(
        ReadOnlySpan<byte> storeKey, bool hasValue, ReadOnlySpan<byte> storeValue, in EntryInfo info, IStoreContext context)
    {
        var headers = keepsHeaders ? info.Headers : Headers.Empty;
        if (hasValue)
        {
            context.Log(storeKey, storeValue[sizeof(long)..], hasValue: true, BinaryPrimitives.ReadInt64BigEndian(storeValue), headers);
        }
        else
        {
            context.Log(storeKey, default, hasValue: false, info.Timestamp, headers);
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
