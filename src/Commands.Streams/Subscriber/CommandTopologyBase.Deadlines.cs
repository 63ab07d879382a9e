using Commands.Streams.Interop;
using Commands.Streams.Subscribing.Handling;

namespace Commands.Streams;

/// <content>Commands and handlers that take too long.</content>
public abstract partial class CommandTopologyBase<TSelf, TKey, TCommand>
{
    /// <summary>
    /// Limits how long each try of an asynchronous handler may take. Its token ends then; if the handler ends with an
    /// <see cref="OperationCanceledException"/>, that counts as a <see cref="TimeoutException"/>, which is retried like any other. A handler that does not
    /// heed its token runs on. Synchronous handlers have no token, so this does not concern them.
    /// </summary>
    /// <param name="timeout">More than 0 and up to 30 days. Without this call: no limit but the command's own deadline.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of its range.</exception>
    public TSelf HandlerTimeout(TimeSpan timeout) =>
        With(Settings with { HandlerTimeout = ExecutionLimit.Check(timeout) });

    /// <summary>
    /// Sets how long after its deadline a command may still be handled, so that clocks which differ by less expire nothing wrongly. A command has a deadline
    /// if <see cref="CommandHeaders.Deadline"/> or <see cref="CommandHeaders.Timeout"/> says so; if both do, the later one counts. Once it has passed,
    /// the handler's token ends, and no response is written.
    /// </summary>
    /// <param name="tolerance">0 to 1 day. Without this call: 5 seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is out of its range.</exception>
    public TSelf DeadlineTolerance(TimeSpan tolerance) =>
        With(Settings with { Expiry = Settings.Expiry.WithTolerance(tolerance) });

    /// <summary>Sets what becomes of a command that could not be started before its deadline.</summary>
    /// <param name="policy">What becomes of it. Without this call: <see cref="CommandExpiry.Reject"/>.</param>
    public TSelf OnExpired(CommandExpiry policy) => With(Settings with { Expiry = Settings.Expiry with { Policy = policy } });
}
