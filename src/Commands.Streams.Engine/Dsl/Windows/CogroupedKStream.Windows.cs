using Commands.Streams.Operators.Windowing;
using Commands.Streams.State;

namespace Commands.Streams;

public sealed partial class CogroupedKStream<TKey, TAggregate>
{
    /// <summary>Groups the records by window too.</summary>
    /// <param name="windows"><see cref="TimeWindows"/>, <see cref="SlidingWindows"/> or <see cref="UnlimitedWindows"/>.</param>
    public TimeWindowedCogroupedKStream<TKey, TAggregate> WindowedBy(Windows windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return new TimeWindowedCogroupedKStream<TKey, TAggregate>(this, windows);
    }

    /// <summary>Groups the records by session too.</summary>
    /// <param name="windows">The sessions.</param>
    public SessionWindowedCogroupedKStream<TKey, TAggregate> WindowedBy(SessionWindows windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return new SessionWindowedCogroupedKStream<TKey, TAggregate>(this, windows);
    }

    /// <summary>Aggregates the records of all streams in each window.</summary>
    internal KTable<Windowed<TKey>, TAggregate> Aggregate(
        Windows windows, Func<TAggregate> initializer, Materialized<TKey, TAggregate>? materialized, Named? named)
    {
        var storeName = materialized?.StoreName ?? Builder.Names.NextStore(Graph.NodePrefixes.CogroupAggregate);
        var keySerde = materialized?.KeySerde ?? KeySerde;
        var store = WindowStores.Create(Builder, storeName, materialized, windows, isOnClose: false, keySerde, materialized?.ValueSerde);
        var rows = new WindowedRows<TKey, TAggregate>(store, windows.GraceMs);
        return AddParts(
            storeName,
            materialized?.StoreName is not null,
            named,
            store,
            rows,
            (name, parent, part) => part.Add(Builder, name, parent, new WindowedNodes(windows, initializer, rows)),
            new TimeWindowedSerde<TKey>(WindowStores.KeySerde(Builder, keySerde), windows.SizeMs),
            materialized?.ValueSerde);
    }

    /// <summary>Aggregates the records of all streams in each session.</summary>
    internal KTable<Windowed<TKey>, TAggregate> Aggregate(
        SessionWindows windows,
        Func<TAggregate> initializer,
        Func<TKey, TAggregate, TAggregate, TAggregate> sessionMerger,
        Materialized<TKey, TAggregate>? materialized,
        Named? named)
    {
        var storeName = materialized?.StoreName ?? Builder.Names.NextStore(Graph.NodePrefixes.CogroupAggregate);
        var keySerde = materialized?.KeySerde ?? KeySerde;
        var store = WindowStores.Create(Builder, storeName, materialized, windows, isOnClose: false, keySerde, materialized?.ValueSerde);
        var rows = new SessionRows<TKey, TAggregate>(store, windows.GapMs + windows.GraceMs);
        return AddParts(
            storeName,
            materialized?.StoreName is not null,
            named,
            store,
            rows,
            (name, parent, part) => part.Add(Builder, name, parent, new SessionNodes(windows, initializer, sessionMerger, rows)),
            new SessionWindowedSerde<TKey>(WindowStores.KeySerde(Builder, keySerde)),
            materialized?.ValueSerde);
    }
}
