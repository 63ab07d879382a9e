using Commands.Streams.Records;
using Commands.Streams.State.Staging;

namespace Commands.Streams.Tests.State.Support;

/// <summary>The task of a store under test: it keeps the changelog, and the timestamp of the record that it pretends to process.</summary>
internal sealed class StoreLog : IStoreContext
{
    public long Time { get; set; }

    public List<(byte[] Key, byte[]? Value, long Timestamp)> Records { get; } = [];

    public int ExpiredCount { get; private set; }

    public string ChangelogTopic { get; init; } = "app-store-changelog";

    public EntryInfo BeginWrite() => new(Time, Headers.Empty, "in", 0, Time);

    public void Log(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool hasValue, long timestamp, Headers headers) =>
        Records.Add((key.ToArray(), hasValue ? value.ToArray() : null, timestamp));

    public void OnExpired() => ExpiredCount++;

    public IEnumerable<string> Print() => Records.Select(record =>
        $"{Convert.ToHexString(record.Key)}={(record.Value is null ? "null" : Convert.ToHexString(record.Value))}@{record.Timestamp}");
}
