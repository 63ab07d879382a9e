using Commands.Streams.Records;

namespace Commands.Streams.State.Staging;

/// <summary>What a store asks of the task that it belongs to at present. Worker only.</summary>
internal interface IStoreContext
{
    /// <summary>The name of the store's changelog topic in the cluster, which serdes get as their topic.</summary>
    string ChangelogTopic { get; }

    /// <summary>Called before each write: returns the current record, or the punctuation, which is not committed without the write.</summary>
    EntryInfo BeginWrite();

    /// <summary>Writes a record to the store's changelog.</summary>
    void Log(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool hasValue, long timestamp, Headers headers);

    /// <summary>Called when a write is refused because its window has left the store's retention.</summary>
    void OnExpired();
}
