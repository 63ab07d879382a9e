using Commands.Streams.Records;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Formats;

/// <summary>The changelog of a plain key-value store: the same bytes as in the store, with the timestamp of the record that wrote them.</summary>
internal sealed class KeyValueFormat : ChangelogFormat
{
    public override void Log(
        ReadOnlySpan<byte> storeKey, bool hasValue, ReadOnlySpan<byte> storeValue, in EntryInfo info, IStoreContext context) =>
        context.Log(storeKey, storeValue, hasValue, info.Timestamp, Headers.Empty);

    public override void Restore(ReadOnlySpan<byte> logKey, bool hasValue, ReadOnlySpan<byte> logValue, long timestamp, BytesBatch batch)
    {
        if (hasValue)
        {
            batch.Put(logKey, logValue);
        }
        else
        {
            batch.Delete(logKey);
        }
    }
}
