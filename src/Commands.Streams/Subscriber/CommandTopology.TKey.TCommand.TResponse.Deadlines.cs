using Commands.Streams.Subscribing.Handling;

namespace Commands.Streams;

/// <content>Commands and handlers that take too long.</content>
public sealed partial class CommandTopology<TKey, TCommand, TResponse>
{
    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.HandlerTimeout"/>
    public CommandTopology<TKey, TCommand, TResponse> HandlerTimeout(TimeSpan timeout) =>
        With(_settings with { HandlerTimeout = ExecutionLimit.Check(timeout) });

    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.DeadlineTolerance"/>
    public CommandTopology<TKey, TCommand, TResponse> DeadlineTolerance(TimeSpan tolerance) =>
        With(_settings with { Expiry = _settings.Expiry.WithTolerance(tolerance) });

    /// <inheritdoc cref="CommandTopology{TKey,TCommand}.OnExpired"/>
    public CommandTopology<TKey, TCommand, TResponse> OnExpired(CommandExpiry policy) => With(_settings with { Expiry = _settings.Expiry with { Policy = policy } });
}
