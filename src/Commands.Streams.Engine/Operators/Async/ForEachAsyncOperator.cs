using System.Runtime.CompilerServices;
using Commands.Streams.Records;

namespace Commands.Streams.Operators.Async;

/// <summary>Passes each record to an asynchronous handler and forwards nothing.</summary>
internal sealed class ForEachAsyncOperator<TKey, TValue>(
    string name, ConcurrencyRange concurrency, LaneKeys<TKey> lanes, Func<Record<TKey, TValue>, CancellationToken, ValueTask> handler)
    : AsyncOperator<TKey, TValue, bool, TValue>(name, concurrency, lanes)
{
    protected override ValueTask<bool> Start(in Record<TKey, TValue> record, CancellationToken stopping, CancellationToken draining)
    {
        var running = handler(record, stopping);
        if (running.IsCompletedSuccessfully)
        {
            running.GetAwaiter().GetResult(); // completed; must be called once to return a pooled source
            return new ValueTask<bool>(true);
        }

        return AwaitAsync(running);
    }

    protected override void Emit(in Record<TKey, TValue> record, bool result)
    {
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> AwaitAsync(ValueTask running)
    {
        await running;
        return true;
    }
}
