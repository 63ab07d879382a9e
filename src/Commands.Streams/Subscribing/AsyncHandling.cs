using System.Runtime.CompilerServices;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing;

/// <summary>Runs an asynchronous handler that gives nothing. One that ends at once costs no state machine.</summary>
internal sealed class AsyncHandling<TKey, TCommand>(
    SubscriptionSettings<TKey, TCommand> settings, Func<Command<TKey, TCommand>, CancellationToken, ValueTask> handler)
{
    public ValueTask HandleAsync(Record<TKey, ReceivedCommand<TKey, TCommand>> record, CancellationToken stopping)
    {
        var received = record.Value;
        try
        {
            var running = handler(received.Command, stopping);
            return running.IsCompletedSuccessfully ? running : AwaitAsync(received, running, stopping);
        }
        catch (Exception exception) when (!FailurePolicy.IsStopping(exception, stopping))
        {
            if (!settings.IsDone(in received, exception))
            {
                throw;
            }

            return ValueTask.CompletedTask;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitAsync(ReceivedCommand<TKey, TCommand> received, ValueTask running, CancellationToken stopping)
    {
        try
        {
            await running;
        }
        catch (Exception exception) when (!FailurePolicy.IsStopping(exception, stopping))
        {
            if (!settings.IsDone(in received, exception))
            {
                throw;
            }
        }
    }
}
