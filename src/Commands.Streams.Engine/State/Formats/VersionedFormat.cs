using Commands.Streams.Records;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Formats;

/// <summary>
/// The changelog of a versioned store: key and value as they are; a record's timestamp is that of the version, and a tombstone is a version too.
/// </summary>
/// <param name="historyRetention">How old a version may be to be added, in milliseconds.</param>
internal sealed class VersionedFormat(long historyRetention) : ChangelogFormat
{
    private readonly TimeMark _time = new();
    private readonly BytesBuffer _key = new();
    private readonly BytesBuffer _value = new();

    public override void Log(
        ReadOnlySpan<byte> storeKey, bool hasValue, ReadOnlySpan<byte> storeValue, in EntryInfo info, IStoreContext context)
    {
        // A version that is taken back cannot be taken back in the changelog; the record that made it is processed again.
        if (hasValue)
        {
            context.Log(
                VersionKeys.UserKey(storeKey), VersionKeys.Value(storeValue), VersionKeys.HasValue(storeValue), VersionKeys.Timestamp(storeKey),
                Headers.Empty);
        }
    }

    public override void BeginRestore(IBytesStore store) => _time.Load(store);

    public override void CompleteBatch(BytesBatch batch) => _time.AddTo(batch);

    public override void Restore(ReadOnlySpan<byte> logKey, bool hasValue, ReadOnlySpan<byte> logValue, long timestamp, BytesBatch batch)
    {
        if (timestamp < 0)
        {
            throw new FormatException($"The timestamp of a changelog record is {timestamp}, but versions have timestamps that are not negative.");
        }

        if (timestamp < _time.Time - historyRetention)
        {
            return;
        }

        _time.Observe(timestamp);
        VersionKeys.Write(logKey, (ulong)timestamp, _key);
        batch.Put(_key.Span, VersionKeys.WriteValue(hasValue, logValue, _value));
    }
}
