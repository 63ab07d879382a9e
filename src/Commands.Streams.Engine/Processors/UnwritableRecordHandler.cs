using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>Decides what to do with a record that a sink cannot write as it is. Called on the worker's thread.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="record">The record. The handler may replace it; topic and partition are then chosen again.</param>
/// <param name="problem">Why the record cannot be written.</param>
public delegate UnwritableAction UnwritableRecordHandler<TKey, TValue>(ref Record<TKey, TValue> record, in UnwritableRecord problem);
