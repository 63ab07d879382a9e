using Commands.Streams.Messaging;

namespace Commands.Streams.Subscribing;

/// <summary>A command on its way to the handler, with where its response goes; one with a refusal is answered without being handled.</summary>
internal readonly struct ReceivedCommand<TKey, TCommand>(
    Command<TKey, TCommand> command, ReplyAddress address, CommandError? refusal, TaskSource source)
{
    public Command<TKey, TCommand> Command { get; } = command;

    public ReplyAddress Address { get; } = address;

    public CommandError? Refusal { get; } = refusal;

    /// <summary>Where it comes from.</summary>
    public TaskSource Source { get; } = source;

    /// <summary>The application's clock.</summary>
    public TimeProvider TimeProvider => Source.TimeProvider;

    /// <summary>Unix time in milliseconds after which nobody waits any more, tolerance included; 0 where there is none.</summary>
    public long Deadline => Address.Deadline;

    public ReceivedCommand<TKey, TCommand> NextAttempt() => new(Command.NextAttempt(), Address, Refusal, Source);

    public ReceivedCommand<TKey, TCommand> Until(long deadline) => new(Command, Address with { Deadline = deadline }, Refusal, Source);

    public ReceivedCommand<TKey, TCommand> Refuse(CommandError? refusal) => new(Command, Address, refusal, Source);

    /// <summary>Whether the deadline has passed, or will have after a time.</summary>
    public bool IsExpired(TimeSpan after = default) =>
        Deadline != 0 && TimeProvider.GetUtcNow().ToUnixTimeMilliseconds() + (long)after.TotalMilliseconds > Deadline;
}
