using Commands.Streams.Records;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Formats;

/// <summary>The changelog of a key-value store with a time to live: that of any other; the record's timestamp is when the entry was put.</summary>
internal sealed class ExpiringFormat : ChangelogFormat
{
    private readonly TimeMark _time = new();
    private readonly BytesBuffer _key = new();
    private readonly BytesBuffer _value = new();

    public override void Log(
        ReadOnlySpan<byte> storeKey, bool hasValue, ReadOnlySpan<byte> storeValue, in EntryInfo info, IStoreContext context)
    {
        var key = ExpiringKeys.KeyOfEntry(storeKey);
        if (hasValue)
        {
            context.Log(key, storeValue[sizeof(long)..], hasValue: true, ExpiringKeys.TimestampOfEntry(storeValue), Headers.Empty);
        }
        else
        {
            context.Log(key, default, hasValue: false, info.Timestamp, Headers.Empty);
        }
    }

    public override void BeginRestore(IBytesStore store) => _time.Load(store);

    public override void CompleteBatch(BytesBatch batch) => _time.AddTo(batch);

    public override void Restore(ReadOnlySpan<byte> logKey, bool hasValue, ReadOnlySpan<byte> logValue, long timestamp, BytesBatch batch)
    {
        ExpiringKeys.WriteEntry(logKey, _key);
        if (!hasValue)
        {
            batch.Delete(_key.Span);
            return;
        }

        timestamp = Math.Max(timestamp, 0);
        _time.Observe(timestamp);
        batch.Put(_key.Span, TimestampedValue.Write(timestamp, logValue, _value));
        ExpiringKeys.WriteDue(logKey, timestamp, _key);
        batch.Put(_key.Span, default);
    }
}
