namespace Commands.Streams.Processors;

/// <summary>
/// Extracts the timestamps of records of any type; see <see cref="TimestampExtractors"/> for those that come with the library. Must be thread-safe.
/// </summary>
public interface ITimestampExtractor
{
    /// <summary>
    /// Returns the timestamp of a record. Exceptions go to the deserialization exception handler; a negative timestamp drops the record, which is
    /// counted.
    /// </summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="record">The record.</param>
    /// <param name="partitionTime">The largest timestamp so far of the record's partition, in Unix milliseconds; -1 before the first.</param>
    /// <param name="timeProvider">The application's clock.</param>
    long Extract<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider);
}

/// <summary>
/// Returns the timestamp of a record. Exceptions go to the deserialization exception handler; a negative timestamp drops the record, which is
/// counted.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="record">The record.</param>
/// <param name="partitionTime">The largest timestamp so far of the record's partition, in Unix milliseconds; -1 before the first.</param>
/// <returns>Unix time in milliseconds, or a negative number to drop the record.</returns>
public delegate long TimestampExtractor<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime);
