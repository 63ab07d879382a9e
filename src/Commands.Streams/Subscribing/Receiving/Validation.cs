using Commands.Streams.Messaging;

namespace Commands.Streams.Subscribing.Receiving;

/// <summary>Runs the subscriber's validation of a command.</summary>
internal static class Validation
{
    /// <summary>Returns the command, refused if the validation finds a problem, or failed if it throws.</summary>
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
