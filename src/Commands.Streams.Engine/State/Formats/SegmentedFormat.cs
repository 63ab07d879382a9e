using System.Buffers.Binary;
using Commands.Streams.Records;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Layouts;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Formats;

/// <summary>The changelog of window and session stores: keys without their segment, and values without their timestamp, which is the record's.</summary>
/// <param name="keys">The layout of keys in the store.</param>
/// <param name="isTimestamped"><see langword="true"/> if values in the store begin with a timestamp.</param>
/// <param name="retainsDuplicates"><see langword="true"/> if keys end with a sequence number that goes on after a restart.</param>
internal sealed class SegmentedFormat(SegmentedKeys keys, bool isTimestamped, bool retainsDuplicates) : ChangelogFormat
{
    private readonly BytesBuffer _key = new();
    private readonly BytesBuffer _value = new();
    private readonly SequenceMark _sequence = new();
    private readonly TimeMark _time = new();

    public override void Log(
        ReadOnlySpan<byte> storeKey, bool hasValue, ReadOnlySpan<byte> storeValue, in EntryInfo info, IStoreContext context)
    {
        var key = storeKey[SegmentedKeys.PrefixLength..];
        if (isTimestamped && hasValue)
        {
            context.Log(key, storeValue[sizeof(long)..], hasValue: true, BinaryPrimitives.ReadInt64BigEndian(storeValue), Headers.Empty);
        }
        else
        {
            context.Log(key, storeValue, hasValue, info.Timestamp, isTimestamped || !retainsDuplicates ? Headers.Empty : info.Headers);
        }
    }

    public override void BeginRestore(IBytesStore store)
    {
        _time.Load(store);
        _sequence.Reset();
    }

    public override void CompleteBatch(BytesBatch batch) => _time.AddTo(batch);

    public override void Restore(ReadOnlySpan<byte> logKey, bool hasValue, ReadOnlySpan<byte> logValue, long timestamp, BytesBatch batch)
    {
        var time = keys.WriteStoreKey(logKey, _key);
        if (!hasValue)
        {
            batch.Delete(_key.Span);
        }
        else if (isTimestamped)
        {
            batch.Put(_key.Span, TimestampedValue.Write(timestamp, logValue, _value));
        }
        else
        {
            batch.Put(_key.Span, logValue);
        }

        _time.Observe(time);
        if (retainsDuplicates && _sequence.MustMove(BinaryPrimitives.ReadInt32BigEndian(logKey[^sizeof(int)..])))
        {
            batch.Put(SequenceMark.Key, _sequence.Value);
        }
    }
}
