using Commands.Streams.Processors;

namespace Commands.Streams.Advanced;

/// <summary>Ways to read a topic that libraries on top of the engine need.</summary>
public static class ConsumedExtensions
{
    /// <summary>
    /// A copy whose records wait until they are due by the wall clock. They are taken in the order of their offsets, so one that is not due holds back
    /// those behind it in its partition. Other inputs of the task neither wait for them nor are they held up.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="consumed">How the topic is read.</param>
    /// <param name="dueTime">
    /// Returns when a record is due. Called once for each record, on the worker's thread. An exception goes to the deserialization exception handler.
    /// </param>
    public static Consumed<TKey, TValue> WithDueTime<TKey, TValue>(this Consumed<TKey, TValue> consumed, DueTimeExtractor<TKey, TValue> dueTime)
    {
        ArgumentNullException.ThrowIfNull(consumed);
        ArgumentNullException.ThrowIfNull(dueTime);
        return consumed with { DueTime = dueTime };
    }
}
