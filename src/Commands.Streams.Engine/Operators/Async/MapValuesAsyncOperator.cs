using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Operators.Async;

/// <summary>Replaces the value with the result of an asynchronous handler.</summary>
internal sealed class MapValuesAsyncOperator<TKey, TValue, TNewValue>(
    string name, ConcurrencyRange concurrency, LaneKeys<TKey> lanes, WaitingHandler<TKey, TValue, TNewValue> handler)
    : AsyncOperator<TKey, TValue, TNewValue, TNewValue>(name, concurrency, lanes)
{
    protected override ValueTask<TNewValue> Start(in Record<TKey, TValue> record, CancellationToken stopping, CancellationToken draining) =>
        handler(record, stopping, draining);

    protected override void Emit(in Record<TKey, TValue> record, TNewValue result) => Forward(record.WithValue(result));
}
