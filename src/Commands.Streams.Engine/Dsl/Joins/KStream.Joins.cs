using Commands.Streams.Operators.Joining;

namespace Commands.Streams;

// Joins of two streams: each record with those of the other stream that have the same key and are near in time.
public sealed partial class KStream<TKey, TValue>
{
    /// <summary>
    /// Joins with another stream: each pair of records with equal keys, and timestamps as near as the windows say, results in one record with the later
    /// timestamp. Records without a key or a value are dropped.
    /// </summary>
    /// <typeparam name="TOther">The type of the other stream's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other stream, which is the right one.</param>
    /// <param name="joiner">Computes the result from the left and the right value.</param>
    /// <param name="windows">How near in time the records must be.</param>
    /// <param name="joined">Serdes, names and stores.</param>
    public KStream<TKey, TResult> Join<TOther, TResult>(
        KStream<TKey, TOther> other, Func<TValue, TOther, TResult> joiner, JoinWindows windows, StreamJoined<TKey, TValue, TOther>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return Join(other, (_, left, right) => joiner(left, right), windows, joined);
    }

    /// <summary>
    /// Joins with another stream: each pair of records with equal keys, and timestamps as near as the windows say, results in one record with the later
    /// timestamp. Records without a key or a value are dropped.
    /// </summary>
    /// <typeparam name="TOther">The type of the other stream's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other stream, which is the right one.</param>
    /// <param name="joiner">Computes the result from the key, the left and the right value.</param>
    /// <param name="windows">How near in time the records must be.</param>
    /// <param name="joined">Serdes, names and stores.</param>
    public KStream<TKey, TResult> Join<TOther, TResult>(
        KStream<TKey, TOther> other, Func<TKey, TValue, TOther, TResult> joiner, JoinWindows windows, StreamJoined<TKey, TValue, TOther>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, new Joiner<TKey, TValue, TOther, TResult>(joiner!), windows, joined, JoinKind.Inner);
    }

    /// <summary>
    /// Joins with another stream like <c>Join</c>, and joins a left record that has no match with null, with its own timestamp: when its window and the grace
    /// are over, which is noticed at a later record, or at once if the record comes so late that its window has ended already. A left record without a key is
    /// joined with null at once.
    /// </summary>
    /// <typeparam name="TOther">The type of the other stream's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other stream, which is the right one.</param>
    /// <param name="joiner">Computes the result from the left and the right value, which is null if there is no match.</param>
    /// <param name="windows">How near in time the records must be.</param>
    /// <param name="joined">Serdes, names and stores.</param>
    public KStream<TKey, TResult> LeftJoin<TOther, TResult>(
        KStream<TKey, TOther> other, Func<TValue, TOther?, TResult> joiner, JoinWindows windows, StreamJoined<TKey, TValue, TOther>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return LeftJoin(other, (_, left, right) => joiner(left, right), windows, joined);
    }

    /// <summary>
    /// Joins with another stream like <c>Join</c>, and joins a left record that has no match with null, with its own timestamp: when its window and the grace
    /// are over, which is noticed at a later record, or at once if the record comes so late that its window has ended already. A left record without a key is
    /// joined with null at once.
    /// </summary>
    /// <typeparam name="TOther">The type of the other stream's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other stream, which is the right one.</param>
    /// <param name="joiner">Computes the result from the key, the left and the right value, which is null if there is no match.</param>
    /// <param name="windows">How near in time the records must be.</param>
    /// <param name="joined">Serdes, names and stores.</param>
    public KStream<TKey, TResult> LeftJoin<TOther, TResult>(
        KStream<TKey, TOther> other, Func<TKey, TValue, TOther?, TResult> joiner, JoinWindows windows, StreamJoined<TKey, TValue, TOther>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, new Joiner<TKey, TValue, TOther, TResult>(joiner!), windows, joined, JoinKind.Left);
    }

    /// <summary>Joins with another stream like <c>LeftJoin</c>, and treats right records without a match likewise.</summary>
    /// <typeparam name="TOther">The type of the other stream's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other stream, which is the right one.</param>
    /// <param name="joiner">Computes the result from the left and the right value, one of which is null if there is no match.</param>
    /// <param name="windows">How near in time the records must be.</param>
    /// <param name="joined">Serdes, names and stores.</param>
    public KStream<TKey, TResult> OuterJoin<TOther, TResult>(
        KStream<TKey, TOther> other, Func<TValue?, TOther?, TResult> joiner, JoinWindows windows, StreamJoined<TKey, TValue, TOther>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return OuterJoin(other, (_, left, right) => joiner(left, right), windows, joined);
    }

    /// <summary>Joins with another stream like <c>LeftJoin</c>, and treats right records without a match likewise.</summary>
    /// <typeparam name="TOther">The type of the other stream's values.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="other">The other stream, which is the right one.</param>
    /// <param name="joiner">Computes the result from the key, the left and the right value, one of which is null if there is no match.</param>
    /// <param name="windows">How near in time the records must be.</param>
    /// <param name="joined">Serdes, names and stores.</param>
    public KStream<TKey, TResult> OuterJoin<TOther, TResult>(
        KStream<TKey, TOther> other, Func<TKey, TValue?, TOther?, TResult> joiner, JoinWindows windows, StreamJoined<TKey, TValue, TOther>? joined = null)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        return AddJoin(other, new Joiner<TKey, TValue, TOther, TResult>(joiner), windows, joined, JoinKind.Outer);
    }

    /// <summary>Returns this stream with its key as the partitioner sees it: written to an internal topic and read again if a step has changed keys.</summary>
    internal KStream<TKey, TValue> RepartitionForJoin(string? name, Serialization.ISerde<TKey>? keySerde, Serialization.ISerde<TValue>? valueSerde)
    {
        if (KeyOrigin != Operators.Async.KeyOrigin.Changed)
        {
            return this;
        }

        var baseName = name ?? NodeName;
        return AddRepartition(baseName, !IsGenerated(baseName), keySerde ?? KeySerde, valueSerde ?? ValueSerde);
    }

    private KStream<TKey, TResult> AddJoin<TOther, TResult>(
        KStream<TKey, TOther> other,
        Joiner<TKey, TValue, TOther, TResult> joiner,
        JoinWindows windows,
        StreamJoined<TKey, TValue, TOther>? joined,
        JoinKind kind)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(windows);
        joined ??= new StreamJoined<TKey, TValue, TOther>();
        var left = RepartitionForJoin(joined.Name is null ? null : joined.Name + "-left", joined.KeySerde, joined.LeftSerde);
        var right = other.RepartitionForJoin(joined.Name is null ? null : joined.Name + "-right", joined.KeySerde, joined.RightSerde);
        return new StreamJoinPlan<TKey, TValue, TOther, TResult>(left, right, joiner, windows, joined, kind).Add();
    }
}
