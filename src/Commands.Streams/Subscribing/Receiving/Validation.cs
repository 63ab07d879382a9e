using Commands.Streams.Messaging;

namespace Commands.Streams.Subscribing.Receiving;

/// <summary>Asks the subscriber's own rules about a command.</summary>
internal static class Validation
{
    /// <summary>The command, refused if the rules find something wrong, or failed if they throw.</summary>
    public static ReceivedCommand<TKey, TCommand> Check<TKey, TCommand>(
        this SubscriptionSettings<TKey, TCommand> settings, ReceivedCommand<TKey, TCommand> received)
    {
        try
        {
            return settings.Validate?.Invoke(received.Command) is { } problem
                ? received.Refuse(new CommandError(CommandErrors.Invalid, problem))
                : received.FailWith(null);
        }
        catch (Exception exception) when (settings.DecidesAboutFailures)
        {
            return received.FailWith(exception);
        }
    }
}
