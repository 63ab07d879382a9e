namespace Commands.Streams.Subscribing;

/// <summary>Turns what a handler threw into what becomes of its command.</summary>
internal static class FailurePolicy
{
    /// <summary>Whether the exception only says that the task is stopping: then it is the engine's, which drops the call and commits nothing.</summary>
    public static bool IsStopping(Exception exception, CancellationToken stopping) =>
        exception is OperationCanceledException && stopping.IsCancellationRequested;

    /// <summary>Whether the command counts as done although its handler threw.</summary>
    public static bool IsDone<TKey, TCommand>(
        this SubscriptionSettings<TKey, TCommand> settings, in ReceivedCommand<TKey, TCommand> received, Exception exception) =>
        exception is CommandRejectedException || Decide(settings, in received, exception) == CommandFailure.Skip;

    public static Answer<TResponse> Answer<TKey, TCommand, TResponse>(
        this SubscriptionSettings<TKey, TCommand> settings, in ReceivedCommand<TKey, TCommand> received, Exception exception)
    {
        if (exception is CommandRejectedException rejected)
        {
            return Subscribing.Answer<TResponse>.Rejected(received.Address, rejected.Code, rejected.Message);
        }

        var fault = Decide(settings, in received, exception) == CommandFailure.Skip ? null : exception;
        return Subscribing.Answer<TResponse>.Failed(received.Address, exception.Message, fault);
    }

    private static CommandFailure Decide<TKey, TCommand>(
        SubscriptionSettings<TKey, TCommand> settings, in ReceivedCommand<TKey, TCommand> received, Exception exception)
    {
        try
        {
            return settings.OnFailure(received.Command, exception);
        }
        catch (Exception second)
        {
            throw new AggregateException(
                $"The handler of topic '{settings.Commands.Topic}' failed, and so did the function that decides what becomes of it.", exception, second);
        }
    }
}
