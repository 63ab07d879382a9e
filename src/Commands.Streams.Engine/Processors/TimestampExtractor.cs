namespace Commands.Streams.Processors;

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
