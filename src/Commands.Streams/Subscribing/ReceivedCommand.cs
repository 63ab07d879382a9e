using Commands.Streams.Messaging;
using Commands.Streams.Subscribing.Deduplicating;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing;

/// <summary>A command on its way to the handler, with the address of its response; a command with a refusal gets a response without being handled.</summary>
internal readonly struct ReceivedCommand<TKey, TCommand>(
    Command<TKey, TCommand> command, ReplyAddress address, CommandError? refusal, TaskInfo source, int level = 0)
{
    private readonly int _firstAttempt = command.Attempt;

    public Command<TKey, TCommand> Command { get; private init; } = command;

    public ReplyAddress Address { get; private init; } = address;

    public CommandError? Refusal { get; private init; } = refusal;

    /// <summary>The exception with which its first attempt failed before it reached the handler; null if it has not failed.</summary>
    public Exception? Failure { get; private init; }

    /// <summary>The task that received it.</summary>
    public TaskInfo Source { get; } = source;

    /// <summary>The application's clock.</summary>
    public TimeProvider TimeProvider => Source.TimeProvider;

    /// <summary>The number of the retry topic it was read from; 0 for the command topic.</summary>
    public int Level { get; } = level;

    /// <summary>The keys that are held back, if retry topics keep a strict order. Only on the worker's thread.</summary>
    public HeldKeys<TKey>? Held { get; private init; }

    /// <summary>Finds out whether the command is finished, if duplicates are recognized and it has an id. Only on the worker's thread.</summary>
    public CommandLookup? Lookup { get; private init; }

    /// <summary>The number of this attempt since the command was read: 1 for the first.</summary>
    public int AttemptHere => Command.Attempt - _firstAttempt + 1;

    /// <summary>The Unix time in milliseconds after which the issuer no longer waits, including the tolerance; 0 if there is none.</summary>
    public long Deadline => Address.Deadline;

    /// <summary>Returns the retry step to which the command must follow an earlier command with its key; null if it may be handled now.</summary>
    public RetryStep? Follow() =>
        Held is { IsEmpty: false } held ? held.Follow(Command.Key, Level, Level == 0 ? Command.Offset : RetryTopics.OffsetOf(Command.Headers)) : null;

    /// <summary>True if the command was finished earlier and is only to be answered. Only on the worker's thread.</summary>
    public bool IsFinished() => Lookup?.Find() is not null;

    public ReceivedCommand<TKey, TCommand> With(HeldKeys<TKey> held) => this with { Held = held };

    public ReceivedCommand<TKey, TCommand> With(CommandLookup lookup) => this with { Lookup = lookup };

    public ReceivedCommand<TKey, TCommand> NextAttempt() => this with { Command = Command.NextAttempt() };

    public ReceivedCommand<TKey, TCommand> Until(long deadline) => this with { Address = Address with { Deadline = deadline } };

    public ReceivedCommand<TKey, TCommand> Refuse(CommandError? refusal) => this with { Refusal = refusal };

    public ReceivedCommand<TKey, TCommand> FailWith(Exception? failure) => this with { Failure = failure };

    public ReceivedCommand<TKey, TCommand> AnswerTo(ReplyAddress address) => this with { Address = address };

    /// <summary>True if the deadline has passed, or will have passed after a given time.</summary>
    public bool IsExpired(TimeSpan after = default) =>
        Deadline != 0 && TimeProvider.GetUtcNow().ToUnixTimeMilliseconds() + (long)after.TotalMilliseconds > Deadline;
}

/// <summary>The origin of a subscriber's commands: one object per task, so that a command carries only a reference to it.</summary>
internal sealed record TaskInfo(string ApplicationId, TimeProvider TimeProvider);
