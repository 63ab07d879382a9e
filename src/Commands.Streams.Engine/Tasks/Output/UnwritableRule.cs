using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Output;

/// <summary>How a sink treats records that cannot be written as they are.</summary>
internal sealed record UnwritableRule<TKey, TValue>(UnwritableRecordHandler<TKey, TValue> Handler, int MaxSize);
