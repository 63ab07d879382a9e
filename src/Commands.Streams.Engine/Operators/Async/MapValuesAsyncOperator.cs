using Commands.Streams.Records;

namespace Commands.Streams.Operators.Async;

/// <summary>Replaces the value by what an asynchronous handler gives.</summary>
internal sealed class MapValuesAsyncOperator<TKey, TValue, TNewValue>(
    string name, ConcurrencyRange concurrency, LaneKeys<TKey> lanes, Func<Record<TKey, TValue>, CancellationToken, ValueTask<TNewValue>> handler)
    : AsyncOperator<TKey, TValue, TNewValue, TNewValue>(name, concurrency, lanes)
{
    protected override ValueTask<TNewValue> Start(in Record<TKey, TValue> record, CancellationToken cancellationToken) =>
        handler(record, cancellationToken);

    protected override void Emit(in Record<TKey, TValue> record, TNewValue result) => Forward(record.WithValue(result));
}
