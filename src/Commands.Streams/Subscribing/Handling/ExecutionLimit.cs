using Commands.Streams.Errors;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>Runs one try of a handler with a token that ends with the task, the command's deadline or the handler's timeout, whichever is first.</summary>
internal static class ExecutionLimit
{
    /// <summary>A deadline farther away than this needs no timer: a task does not live that long without a commit.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static async ValueTask<TResponse> RunAsync<TKey, TCommand, TResponse>(
        SubscriptionSettings<TKey, TCommand> settings,
        Func<Command<TKey, TCommand>, CancellationToken, ValueTask<TResponse>> handler,
        ReceivedCommand<TKey, TCommand> received,
        CancellationToken stopping)
    {
        var left = TimeLeft(in received);
        var limit = settings.HandlerTimeout is { } timeout && timeout < left ? timeout : left;
        if (limit > Longest)
        {
            return await handler(received.Command, stopping);
        }

        using var timer = new CancellationTokenSource(limit, received.TimeProvider);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stopping);
        try
        {
            return await handler(received.Command, ending.Token);
        }
        catch (OperationCanceledException exception) when (timer.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw limit == left
                ? new DeadlinePassedException(exception)
                : new TimeoutException($"The handler of topic '{settings.Commands.Topic}' did not complete within its timeout of {limit}.", exception);
        }
    }

    public static TimeSpan Check(TimeSpan timeout) => timeout > TimeSpan.Zero && timeout <= Longest ? timeout : throw new ArgumentOutOfRangeException(
        nameof(timeout), timeout, $"A handler's timeout must be greater than zero and at most {Longest.Days} days, not {timeout}. Omit the call for no limit.");

    private static TimeSpan TimeLeft<TKey, TCommand>(in ReceivedCommand<TKey, TCommand> received)
    {
        if (received.Deadline == 0)
        {
            return TimeSpan.MaxValue;
        }

        // One more, so that the deadline has passed when the token ends, and is not only reached.
        var left = received.Deadline - received.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds() + 1;
        return left > Longest.TotalMilliseconds ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(Math.Max(0, left));
    }
}

/// <summary>A handler ended because its command's deadline passed. Nobody waits any more, so this is neither retried nor a fault.</summary>
internal sealed class DeadlinePassedException(Exception cause) : StreamsException("The command's deadline passed while its handler was running.", cause);
