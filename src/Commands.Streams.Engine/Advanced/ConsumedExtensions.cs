using Commands.Streams.Processors;

namespace Commands.Streams.Advanced;

/// <summary>Ways to read a topic that libraries on top of the engine need.</summary>
public static class ConsumedExtensions
{
    /// <summary>
    /// Returns a copy whose records wait until they are due by the wall clock. Records are processed in the order of their offsets, so one that is
    /// not due holds back the ones behind it in its partition. Other inputs of the task neither wait for these records nor are held up by them.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="consumed">How the topic is read.</param>
    /// <param name="dueTime">
    /// Returns the time at which a record is due. Called once for each record, on the worker's thread. Exceptions go to the deserialization exception
    /// handler.
    /// </param>
    public static Consumed<TKey, TValue> WithDueTime<TKey, TValue>(this Consumed<TKey, TValue> consumed, DueTimeExtractor<TKey, TValue> dueTime)
    {
        ArgumentNullException.ThrowIfNull(consumed);
        ArgumentNullException.ThrowIfNull(dueTime);
        return consumed with { DueTime = dueTime };
    }
}
