using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing.Receiving;

/// <summary>Decides when a command is too old to be started, and with which response.</summary>
internal sealed record Expiry(TimeSpan Tolerance, CommandExpiry Policy)
{
    private static readonly CommandError Expired = new(CommandErrors.Expired, "The command's deadline passed before it could be handled.");

    public static Expiry Default { get; } = new(TimeSpan.FromSeconds(5), CommandExpiry.Reject);

    /// <summary>
    /// Returns the Unix time in milliseconds after which a command is expired; 0 if it never expires. The deadline is measured by the issuer's clock,
    /// and the timeout by the clock of the record's timestamp; if a command has both, it is expired only when both have passed.
    /// </summary>
    public long DeadlineOf(Headers headers, long timestamp)
    {
        var byDeadline = headers.GetCommandDeadline();
        var byTimeout = headers.GetCommandTimeout() is { } timeout ? Add(timestamp, timeout) : (long?)null;
        return (byDeadline, byTimeout) switch
        {
            (null, null) => 0,
            ({ } deadline, null) => Add(deadline, Tolerance),
            (null, { } deadline) => Add(deadline, Tolerance),
            ({ } one, { } other) => Add(Math.Max(one, other), Tolerance),
        };
    }

    public Expiry WithTolerance(TimeSpan tolerance) => tolerance >= TimeSpan.Zero && tolerance <= TimeSpan.FromDays(1)
        ? this with { Tolerance = tolerance }
        : throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, $"The tolerance for deadlines must be 0 to 1 day, not {tolerance}.");

    /// <summary>Returns a command that is rejected, or dropped without a response, instead of being handled.</summary>
    public ReceivedCommand<TKey, TCommand> Refuse<TKey, TCommand>(in ReceivedCommand<TKey, TCommand> received)
    {
        var address = Policy == CommandExpiry.Drop ? default : received.Address with { Deadline = 0 };
        return received.AnswerTo(address).Refuse(Expired);
    }

    private static long Add(long time, TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        return time > long.MaxValue - milliseconds ? long.MaxValue : time + milliseconds;
    }
}
