namespace Commands.Streams;

public sealed partial class KGroupedStream<TKey, TValue>
{
    /// <summary>
    /// Begins an aggregation of several grouped streams into one table; add others with <see cref="CogroupedKStream{TKey,TAggregate}.Cogroup"/>.
    /// </summary>
    /// <typeparam name="TAggregate">The aggregate's type, which can be null.</typeparam>
    /// <param name="aggregator">Receives key, value and present aggregate for a record of this stream, and returns the new aggregate.</param>
    public CogroupedKStream<TKey, TAggregate> Cogroup<TAggregate>(Func<TKey, TValue, TAggregate, TAggregate> aggregator) =>
        new CogroupedKStream<TKey, TAggregate>(Builder).Cogroup(this, aggregator);
}
