using Commands.Streams.Records;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Buffering;

/// <summary>The changelog of a buffer: the same bytes as in the store, with the version of the format as a header.</summary>
internal sealed class TimeOrderedBufferFormat : ChangelogFormat
{
    private const byte Version = 3;

    private static readonly Headers WithVersion = Headers.From(new Header("v", [Version]));

    public override void Log(
        ReadOnlySpan<byte> storeKey, bool hasValue, ReadOnlySpan<byte> storeValue, in EntryInfo info, IStoreContext context) =>
        context.Log(storeKey, storeValue, hasValue, info.Timestamp, hasValue ? WithVersion : Headers.Empty);

    public override void Restore(ReadOnlySpan<byte> logKey, bool hasValue, ReadOnlySpan<byte> logValue, long timestamp, BytesBatch batch)
    {
        if (!hasValue)
        {
            batch.Delete(logKey);
            return;
        }

        // Reading it shows whether it is a buffered change at all.
        _ = new BufferedChange(logValue).Time;
        batch.Put(logKey, logValue);
    }
}
