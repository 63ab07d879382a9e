using Commands.Streams.Processors;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Advanced;

/// <summary>Ways to write a topic that libraries on top of the engine need.</summary>
public static class ProducedExtensions
{
    /// <summary>
    /// Returns a copy with its own handler for records that cannot be written as they are, which is called before the production exception handler:
    /// records larger than a limit or than the client accepts, and records whose topic does not exist.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="produced">How the topic is written.</param>
    /// <param name="handler">Decides what to do. If its replacement record fails as well, it is called again, at most three times in all.</param>
    /// <param name="maxSize">
    /// The largest size of key, value and headers in bytes, including Kafka's overhead; 1 or more. By default the client's own limit.
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
    /// Returns a copy that writes some records as soon as they reach the sink. All others wait until their input record is done, which is later if an
    /// asynchronous handler works on it, so that nothing is written for a record that is handled again. An early record may therefore be written more
    /// than once.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="produced">How the topic is written.</param>
    /// <param name="isEarly">Returns <see langword="true"/> for records to write early; receives key and value. Called on the worker's thread.</param>
    public static Produced<TKey, TValue> WithEarlyRecords<TKey, TValue>(this Produced<TKey, TValue> produced, Func<TKey, TValue, bool> isEarly)
    {
        ArgumentNullException.ThrowIfNull(produced);
        ArgumentNullException.ThrowIfNull(isEarly);
        return produced with { IsEarly = isEarly };
    }
}
