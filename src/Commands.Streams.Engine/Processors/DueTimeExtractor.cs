namespace Commands.Streams.Processors;

/// <summary>Says from when on a record may be taken: Unix time in milliseconds by the wall clock; 0 or less for at once.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="record">The record.</param>
/// <param name="now">Unix time in milliseconds by the application's clock: when the record has come to be the next of its partition.</param>
public delegate long DueTimeExtractor<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long now);
