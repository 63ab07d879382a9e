using Commands.Streams.Records;
using Commands.Streams.State;

namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>How long finished commands are remembered, and in which store.</summary>
internal sealed class Deduplication
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private readonly StoreType? _storeType;

    public Deduplication(string commandTopic, TimeSpan retention, StoreType? storeType)
    {
        if (retention < TimeSpan.FromMilliseconds(1) || retention > Longest)
        {
            throw new ArgumentOutOfRangeException(
                nameof(retention), retention, $"Finished commands can be remembered for 1 ms to {Longest.Days} days, not for {retention}.");
        }

        Retention = retention;
        StoreName = $"{commandTopic}-finished";
        TopicNames.ThrowIfInvalid(StoreName, "store of finished commands", nameof(commandTopic));
        _storeType = storeType;
    }

    public TimeSpan Retention { get; }

    /// <summary>The store's name, which is a part of the name of its changelog topic.</summary>
    public string StoreName { get; }

    /// <summary>Adds the store to a topology.</summary>
    public void AddStore(StreamsBuilder builder)
    {
        var supplier = (_storeType ?? builder.DefaultStoreType) == StoreType.Persistent
            ? Stores.PersistentWindowStore(StoreName, Retention, TimeSpan.Zero)
            : Stores.InMemoryWindowStore(StoreName, Retention, TimeSpan.Zero);
        builder.AddStateStore(Stores.WindowStoreBuilder(supplier, Serdes.ByteArray, new FinishedCommandSerde()));
    }
}
