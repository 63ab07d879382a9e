using Commands.Streams.Records;

namespace Commands.Streams.Operators.Async;

/// <summary>Replaces the value with the values that an asynchronous handler returns.</summary>
internal sealed class FlatMapValuesAsyncOperator<TKey, TValue, TNewValue>(
    string name, ConcurrencyRange concurrency, LaneKeys<TKey> lanes, Func<Record<TKey, TValue>, CancellationToken, ValueTask<IEnumerable<TNewValue>>> handler)
    : AsyncOperator<TKey, TValue, IEnumerable<TNewValue>, TNewValue>(name, concurrency, lanes)
{
    protected override ValueTask<IEnumerable<TNewValue>> Start(in Record<TKey, TValue> record, CancellationToken stopping, CancellationToken draining) =>
        handler(record, stopping);

    protected override void Emit(in Record<TKey, TValue> record, IEnumerable<TNewValue> result)
    {
        var values = result ?? throw new InvalidOperationException(
            $"The handler of node '{Name}' returned null. Return an empty sequence if there is nothing to forward.");
        foreach (var value in values)
        {
            Forward(record.WithValue(value));
        }
    }
}
