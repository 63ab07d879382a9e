namespace Commands.Streams.Processors;

/// <summary>Gives records of any type their timestamps; see <see cref="TimestampExtractors"/> for those that come with the library. Thread-safe.</summary>
public interface ITimestampExtractor
{
    /// <summary>
    /// Gives a record its timestamp. What it throws goes to the deserialization exception handler; a negative result drops the record, which is
    /// counted.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="record">The record.</param>
    /// <param name="partitionTime">The largest timestamp taken from the record's partition so far, in Unix milliseconds; -1 before the first.</param>
    /// <param name="timeProvider">The application's clock.</param>
    long Extract<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider);
}
