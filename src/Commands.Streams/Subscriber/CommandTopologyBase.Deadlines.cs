using Commands.Streams.Interop;
using Commands.Streams.Subscribing.Handling;

namespace Commands.Streams;

/// <content>Commands and handlers that take too long.</content>
public abstract partial class CommandTopologyBase<TSelf, TKey, TCommand>
{
    /// <summary>
    /// Limits the duration of each attempt of an asynchronous handler. Its token is cancelled when the time has elapsed; if the handler then ends
    /// with an <see cref="OperationCanceledException"/>, this counts as a <see cref="TimeoutException"/>, which is retried like any other. A handler
    /// that ignores its token keeps running. Synchronous handlers have no token and are not affected.
    /// </summary>
    /// <param name="timeout">Greater than 0 and up to 30 days. Without this call: only the command's own deadline limits its handler.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of range.</exception>
    public TSelf HandlerTimeout(TimeSpan timeout) =>
        With(Settings with { HandlerTimeout = ExecutionLimit.Check(timeout) });

    /// <summary>
    /// Sets how long after its deadline a command may still be handled, so that clocks that differ by less than this do not expire commands by
    /// mistake. A command has a deadline if it has the header <see cref="CommandHeaders.Deadline"/> or <see cref="CommandHeaders.Timeout"/>; if it
    /// has both, the later time counts. Once it has passed, the handler's token is cancelled, and no response is written.
    /// </summary>
    /// <param name="tolerance">0 to 1 day. Without this call: 5 seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is out of range.</exception>
    public TSelf DeadlineTolerance(TimeSpan tolerance) =>
        With(Settings with { Expiry = Settings.Expiry.WithTolerance(tolerance) });

    /// <summary>Sets what happens to a command that could not be started before its deadline.</summary>
    /// <param name="policy">What happens to it. Without this call: <see cref="CommandExpiry.Reject"/>.</param>
    public TSelf OnExpired(CommandExpiry policy) => With(Settings with { Expiry = Settings.Expiry with { Policy = policy } });
}
