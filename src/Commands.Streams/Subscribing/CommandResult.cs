using System.Diagnostics;
using Commands.Streams.Messaging;

namespace Commands.Streams.Subscribing;

/// <summary>The result of a command, with the address of its response.</summary>
internal readonly struct CommandResult<TResponse>
{
    private CommandResult(ReplyAddress address, CommandStatus status, int attempt)
    {
        Address = address;
        Status = status;
        Attempt = attempt;
    }

    public ReplyAddress Address { get; }

    public CommandStatus Status { get; }

    /// <summary>The number of attempts.</summary>
    public int Attempt { get; }

    /// <summary>The handler's response, if the command was completed.</summary>
    public TResponse? Response { get; private init; }

    /// <summary>The error, if the command was not completed.</summary>
    public CommandError? Error { get; private init; }

    /// <summary>The exception that stops the worker after the response has been written.</summary>
    public Exception? Fault { get; private init; }

    /// <summary>The exception with which the command becomes a dead letter.</summary>
    public Exception? DeadLetter { get; private init; }

    /// <summary>
    /// The retry step of a command that is not done yet. There is no response then, and <see cref="Attempt"/> is the attempt that it waits for.
    /// </summary>
    public RetryStep? Later { get; private init; }

    /// <summary>True if the handler has ended and given this result: a response, or the reason why it refuses the command.</summary>
    public bool IsFinished { get; private init; }

    /// <summary>The response as it is remembered; it takes the place of <see cref="Response"/> and <see cref="Error"/>.</summary>
    public StoredResponse? Stored { get; private init; }

    /// <summary>Returns the same result with another address.</summary>
    public CommandResult<TResponse> To(ReplyAddress address) =>
        new(address, Status, Attempt)
        {
            Response = Response,
            Error = Error,
            Fault = Fault,
            DeadLetter = DeadLetter,
            Activity = Activity,
            IsFinished = IsFinished,
            Stored = Stored,
        };

    /// <summary>The span in which the command was handled, if there is one.</summary>
    public Activity? Activity { get; private init; }

    public static CommandResult<TResponse> Completed(ReplyAddress address, int attempt, TResponse response) =>
        new(address, CommandStatus.Completed, attempt) { Response = response, IsFinished = true };

    /// <summary>The command was finished earlier, and is answered as it was then.</summary>
    public static CommandResult<TResponse> Replayed(ReplyAddress address, int attempt, StoredResponse stored) =>
        new(address, stored.Status, attempt) { IsFinished = true, Stored = stored };

    /// <summary>The handler refuses the command.</summary>
    public static CommandResult<TResponse> RejectedByHandler(ReplyAddress address, int attempt, CommandError error) =>
        new(address, CommandStatus.Rejected, attempt) { Error = error, IsFinished = true };

    /// <summary>The command goes to a retry topic, because it failed, or without an attempt because it follows another command.</summary>
    public static CommandResult<TResponse> NotYet(int nextAttempt, RetryStep later, CommandError? error = null) =>
        new(default, error is null ? CommandStatus.Accepted : CommandStatus.Failed, nextAttempt) { Later = later, Error = error };

    /// <summary>The command is about to be handled; another response follows.</summary>
    public static CommandResult<TResponse> Accepted(ReplyAddress address, int attempt) => new(address, CommandStatus.Accepted, attempt);

    public static CommandResult<TResponse> Rejected(ReplyAddress address, int attempt, CommandError error, Exception? deadLetter = null) =>
        new(address, CommandStatus.Rejected, attempt) { Error = error, DeadLetter = deadLetter };

    public static CommandResult<TResponse> Failed(
        ReplyAddress address, int attempt, CommandError error, Exception? fault = null, Exception? deadLetter = null) =>
        new(address, CommandStatus.Failed, attempt) { Error = error, Fault = fault, DeadLetter = deadLetter };

    /// <summary>Returns the same result with the response as it is remembered.</summary>
    public CommandResult<TResponse> With(StoredResponse stored) =>
        new(Address, stored.Status, Attempt) { Stored = stored, IsFinished = true, Activity = Activity };

    /// <summary>Returns the same result, produced in a span.</summary>
    public CommandResult<TResponse> In(Activity? activity) => this with { Activity = activity };
}
