using System.Runtime.CompilerServices;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing;

/// <summary>Runs an asynchronous handler that answers. One that ends at once costs no state machine.</summary>
internal sealed class AsyncAnswering<TKey, TCommand, TResponse>(
    SubscriptionSettings<TKey, TCommand> settings, Func<Command<TKey, TCommand>, CancellationToken, ValueTask<TResponse>> handler)
{
    public ValueTask<Answer<TResponse>> HandleAsync(Record<TKey, ReceivedCommand<TKey, TCommand>> record, CancellationToken stopping)
    {
        var received = record.Value;
        if (received.Refusal is { } refusal)
        {
            return new ValueTask<Answer<TResponse>>(Answer<TResponse>.Rejected(received.Address, refusal.Code, refusal.Message));
        }

        try
        {
            var running = handler(received.Command, stopping);
            return running.IsCompletedSuccessfully
                ? new ValueTask<Answer<TResponse>>(Answer<TResponse>.Completed(received.Address, running.GetAwaiter().GetResult()))
                : AwaitAsync(received, running, stopping);
        }
        catch (Exception exception) when (!FailurePolicy.IsStopping(exception, stopping))
        {
            return new ValueTask<Answer<TResponse>>(settings.Answer<TKey, TCommand, TResponse>(in received, exception));
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Answer<TResponse>> AwaitAsync(
        ReceivedCommand<TKey, TCommand> received, ValueTask<TResponse> running, CancellationToken stopping)
    {
        try
        {
            return Answer<TResponse>.Completed(received.Address, await running);
        }
        catch (Exception exception) when (!FailurePolicy.IsStopping(exception, stopping))
        {
            return settings.Answer<TKey, TCommand, TResponse>(in received, exception);
        }
    }
}
