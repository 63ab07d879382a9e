using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>Decides about a record that a sink cannot write as it is. Called on the worker's thread.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="record">The record; the handler may put another in its place, which goes through the sink's choice of topic and partition anew.</param>
/// <param name="problem">What is wrong with it.</param>
public delegate UnwritableAction UnwritableRecordHandler<TKey, TValue>(ref Record<TKey, TValue> record, in UnwritableRecord problem);
