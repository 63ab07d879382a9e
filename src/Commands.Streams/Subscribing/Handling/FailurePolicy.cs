using System.Runtime.ExceptionServices;
using Commands.Streams.Messaging;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>Turns the exception of a handler that is not tried again into the result of its command.</summary>
internal static class FailurePolicy
{
    /// <summary>Whether the exception only says that the task is stopping: then it is the engine's, which drops the call and commits nothing.</summary>
    public static bool IsStopping(Exception exception, CancellationToken stopping) =>
        exception is OperationCanceledException && stopping.IsCancellationRequested;

    /// <summary>Returns the result; throws if the worker should stop and there is no issuer to respond to first.</summary>
    public static CommandResult<TResponse> ResultOf<TKey, TCommand, TResponse>(
        this SubscriptionSettings<TKey, TCommand> settings, in ReceivedCommand<TKey, TCommand> received, Exception exception)
    {
        var (address, attempt) = (received.Address, received.Command.Attempt);
        if (exception is CommandRejectedException rejected)
        {
            return CommandResult<TResponse>.RejectedByHandler(address, attempt, new CommandError(rejected.Code, rejected.Message));
        }

        if (exception is DeadlinePassedException)
        {
            return CommandResult<TResponse>.Failed(address, attempt, new CommandError(CommandErrors.Expired, exception.Message));
        }

        var error = exception is CommandFailedException failed
            ? new CommandError(failed.Code, failed.Message, failed.IsRetryable)
            : new CommandError(CommandErrors.HandlerFailed, exception.Message);
        if (settings.TryLater(in received, exception) is { } step)
        {
            SubscriberMeter.Retried(settings.Commands.Topic);
            return CommandResult<TResponse>.NotYet(attempt + 1, step, error);
        }

        switch (Decide(settings, in received, ref exception))
        {
            case CommandFailure.Skip:
                return CommandResult<TResponse>.Failed(address, attempt, error);
            case CommandFailure.DeadLetter when settings.DeadLetterTopic is not null:
                return CommandResult<TResponse>.Failed(address, attempt, error, deadLetter: exception);
            case CommandFailure.DeadLetter:
                throw new InvalidOperationException(
                    $"A failed command of topic '{settings.Commands.Topic}' should become a dead letter, but the subscriber has no dead-letter topic. " +
                    "Call DeadLetterTo(...).",
                    exception);
        }

        if (!settings.Responds)
        {
            ExceptionDispatchInfo.Throw(exception);
        }

        return CommandResult<TResponse>.Failed(address, attempt, error, fault: exception);
    }

    /// <summary>Where the command goes next, if it may be tried later and its deadline leaves time for it.</summary>
    private static RetryStep? TryLater<TKey, TCommand>(
        this SubscriptionSettings<TKey, TCommand> settings, in ReceivedCommand<TKey, TCommand> received, Exception exception)
    {
        var delays = received.Level == 0 ? 0 : RetryTopics.DelaysOf(received.Command.Headers);
        if (settings.RetryTopics?.DelayAfter(delays) is not { } delay || !settings.Retry.IsRetryable(exception) || received.IsExpired(delay))
        {
            return null;
        }

        var due = received.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds() + (long)delay.TotalMilliseconds;
        return new RetryStep(delays + 1, due, delays + 1);
    }

    private static CommandFailure Decide<TKey, TCommand>(
        SubscriptionSettings<TKey, TCommand> settings, in ReceivedCommand<TKey, TCommand> received, ref Exception exception)
    {
        if (settings.OnFailure is not { } decide)
        {
            return settings.DeadLetterTopic is null ? CommandFailure.Stop : CommandFailure.DeadLetter;
        }

        try
        {
            return decide(received.Command, exception);
        }
        catch (Exception second)
        {
            exception = new AggregateException(
                $"A command of topic '{settings.Commands.Topic}' failed, and so did the function that decides what happens to it.", exception, second);
            return settings.DeadLetterTopic is null ? throw exception : CommandFailure.DeadLetter;
        }
    }
}

/// <summary>Where commands go that were not completed.</summary>
internal readonly record struct FailureTopics(string? DeadLetterTopic, RetryTopics? RetryTopics);
