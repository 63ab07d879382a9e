using Commands.Streams.Records;

namespace Commands.Streams.State.Staging;

/// <summary>What a store asks of the task that it belongs to at present. Worker only.</summary>
internal interface IStoreContext
{
    /// <summary>The record at work, or the punctuation.</summary>
    EntryInfo Current { get; }

    /// <summary>Writes a record to the store's changelog.</summary>
    void Log(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool hasValue, long timestamp, Headers headers);

    /// <summary>A write was refused because its window has left the store's retention.</summary>
    void OnExpired();
}
