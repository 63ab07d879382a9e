namespace Commands.Streams.Processors;

/// <summary>Returns the time from which a record may be processed: Unix time in milliseconds by the wall clock, or 0 or less for at once.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="record">The record.</param>
/// <param name="now">The time of the application's clock in Unix milliseconds at which the record became the next one of its partition.</param>
public delegate long DueTimeExtractor<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long now);
