using System.Runtime.CompilerServices;
using Commands.Streams.Records;
using Commands.Streams.Subscribing.Deduplicating;
using Commands.Streams.Subscribing.Receiving;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>
/// Runs an asynchronous handler, again if it failed and may be retried, and creates the result. Tries of one command never overlap, and while it waits
/// for the next one its call is in flight, which holds its key's lane. When its task drains it waits no more: the command is undone, and whoever has its
/// partition next handles it from the first try on. A handler that ends at once costs no state machine.
/// </summary>
internal sealed class AsyncHandlerRunner<TKey, TCommand, TResponse>(
    SubscriptionSettings<TKey, TCommand> settings, Func<Command<TKey, TCommand>, CancellationToken, ValueTask<TResponse>> handler)
{
    public ValueTask<CommandResult<TResponse>> HandleAsync(
        Record<TKey, ReceivedCommand<TKey, TCommand>> record, CancellationToken stopping, CancellationToken draining) =>
        CommandTelemetry.IsProcessingObserved ? HandleObservedAsync(record.Value, stopping, draining) : HandleAsync(record.Value, stopping, draining);

    /// <summary>
    /// As an asynchronous method it leaves what is ambient on the worker's thread as it was, while the handler's own path keeps its activity.
    /// </summary>
    private async ValueTask<CommandResult<TResponse>> HandleObservedAsync(
        ReceivedCommand<TKey, TCommand> received, CancellationToken stopping, CancellationToken draining)
    {
        var operation = ProcessOperation.Start(received.Command.Topic ?? settings.Commands.Topic, in received);
        try
        {
            var answer = await HandleAsync(received, stopping, draining);
            operation.End(answer.Status, answer.Error?.Code);
            return answer.In(operation.Activity);
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == draining)
        {
            operation.GiveUp();
            throw;
        }
        catch (Exception exception)
        {
            operation.Fail(exception);
            throw;
        }
    }

    private ValueTask<CommandResult<TResponse>> HandleAsync(ReceivedCommand<TKey, TCommand> received, CancellationToken stopping, CancellationToken draining)
    {
        if (received.Deadline != 0 && received.IsExpired())
        {
            received = settings.Expiry.Refuse(in received);
        }

        if (settings.TryReplay(in received, out CommandResult<TResponse> replayed))
        {
            return new ValueTask<CommandResult<TResponse>>(replayed);
        }

        if (received.Refusal is { } refusal)
        {
            return new ValueTask<CommandResult<TResponse>>(CommandResult<TResponse>.Rejected(received.Address, received.Command.Attempt, refusal));
        }

        if (received.Follow() is { } step)
        {
            return new ValueTask<CommandResult<TResponse>>(CommandResult<TResponse>.NotYet(received.Command.Attempt, step));
        }

        if (received.Failure is { } failure)
        {
            return RetryAsync(received, failure, stopping, draining);
        }

        if (received.Deadline != 0 || settings.HandlerTimeout is not null)
        {
            return AwaitAsync(received, ExecutionLimit.RunAsync(settings, handler, received, stopping), stopping, draining);
        }

        var running = Start(in received, stopping);
        return running.IsCompletedSuccessfully
            ? new ValueTask<CommandResult<TResponse>>(Complete(in received, running.Result))
            : AwaitAsync(received, running, stopping, draining);
    }

    private static CommandResult<TResponse> Complete(in ReceivedCommand<TKey, TCommand> received, TResponse response) =>
        CommandResult<TResponse>.Completed(received.Address, received.Command.Attempt, response);

    private ValueTask<TResponse> Start(in ReceivedCommand<TKey, TCommand> received, CancellationToken stopping)
    {
        try
        {
            return handler(received.Command, stopping);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<TResponse>(exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CommandResult<TResponse>> AwaitAsync(
        ReceivedCommand<TKey, TCommand> received, ValueTask<TResponse> running, CancellationToken stopping, CancellationToken draining)
    {
        Exception failure;
        try
        {
            return Complete(in received, await running);
        }
        catch (Exception exception) when (!FailurePolicy.IsStopping(exception, stopping))
        {
            failure = exception;
        }

        return await RetryAsync(received, failure, stopping, draining);
    }

    private async ValueTask<CommandResult<TResponse>> RetryAsync(
        ReceivedCommand<TKey, TCommand> received, Exception failure, CancellationToken stopping, CancellationToken draining)
    {
        while (settings.Retry.DelayAfter(in received, failure) is { } delay && !received.IsExpired(delay))
        {
            await BackoffWait.ForAsync(delay, received.TimeProvider, draining);
            received = received.NextAttempt();
            SubscriberMeter.Retried(settings.Commands.Topic);
            if (received.Failure is not null)
            {
                received = settings.Check(received);
                if (received.Refusal is { } refusal)
                {
                    return CommandResult<TResponse>.Rejected(received.Address, received.Command.Attempt, refusal);
                }

                if (received.Failure is { } again)
                {
                    failure = again;
                    continue;
                }
            }

            try
            {
                return Complete(in received, await ExecutionLimit.RunAsync(settings, handler, received, stopping));
            }
            catch (Exception exception) when (!FailurePolicy.IsStopping(exception, stopping))
            {
                failure = exception;
            }
        }

        return settings.ResultOf<TKey, TCommand, TResponse>(in received, failure);
    }
}
