using Commands.Streams.Processors;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Advanced;

/// <summary>Ways to write a topic that libraries on top of the engine need.</summary>
public static class ProducedExtensions
{
    /// <summary>
    /// A copy that decides itself about records that cannot be written as they are, before the production exception handler is asked: those larger than a
    /// limit or than the client takes, and those whose topic does not exist.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="produced">How the topic is written.</param>
    /// <param name="handler">Decides. A record that it puts in the place of another may fail again, and comes to it again, three times at most.</param>
    /// <param name="maxSize">
    /// The most bytes that key, value and headers may have, with what Kafka adds; 1 or more. By default as many as the client takes.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSize"/> is below 1.</exception>
    public static Produced<TKey, TValue> WithUnwritableRecordHandler<TKey, TValue>(
        this Produced<TKey, TValue> produced, UnwritableRecordHandler<TKey, TValue> handler, int maxSize = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(produced);
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSize, 1);
        return produced with { Unwritable = new UnwritableRule<TKey, TValue>(handler, maxSize) };
    }

    /// <summary>
    /// A copy that writes some records when they come to the sink. All others wait until the input record that they come from is done, which is later if an
    /// asynchronous handler works on it, so that nothing is written of a record that is handled again. An early record may therefore be written again.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="produced">How the topic is written.</param>
    /// <param name="isEarly">Returns whether a record of this key and value is early. Called on the worker's thread.</param>
    public static Produced<TKey, TValue> WithEarlyRecords<TKey, TValue>(this Produced<TKey, TValue> produced, Func<TKey, TValue, bool> isEarly)
    {
        ArgumentNullException.ThrowIfNull(produced);
        ArgumentNullException.ThrowIfNull(isEarly);
        return produced with { IsEarly = isEarly };
    }
}
