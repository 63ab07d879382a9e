using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>Answers commands that are finished already.</summary>
internal static class Replays
{
    /// <summary>Finds the response to a command if it is finished. Call it when the command's turn has come.</summary>
    public static bool TryReplay<TKey, TCommand, TResponse>(
        this SubscriptionSettings<TKey, TCommand> settings, in ReceivedCommand<TKey, TCommand> received, out CommandResult<TResponse> result)
    {
        if (received.Lookup?.Find() is not { } finished)
        {
            result = default;
            return false;
        }

        var command = received.Command;
        var offset = received.Level == 0 ? command.Offset : RetryTopics.OffsetOf(command.Headers);
        if (!finished.IsMadeBy(settings.Commands.Topic, command.Partition, offset))
        {
            SubscriberMeter.Duplicate(settings.Commands.Topic);
        }

        result = CommandResult<TResponse>.Replayed(received.Address, command.Attempt, finished.Response);
        return true;
    }
}
