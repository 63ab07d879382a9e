using System.Diagnostics;
using Commands.Streams.Messaging;

namespace Commands.Streams.Subscribing;

/// <summary>What became of a command, and where to say so.</summary>
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

    /// <summary>How often the command was tried.</summary>
    public int Attempt { get; }

    /// <summary>The handler's result, where the command was completed.</summary>
    public TResponse? Response { get; private init; }

    /// <summary>What is said about it where it was not.</summary>
    public CommandError? Error { get; private init; }

    /// <summary>Why the worker is to stop, once the answer is on its way.</summary>
    public Exception? Fault { get; private init; }

    /// <summary>Why the command becomes a dead letter.</summary>
    public Exception? DeadLetter { get; private init; }

    /// <summary>Where the command goes that is not done yet; nobody is answered then, and <see cref="Attempt"/> is the try it waits for.</summary>
    public RetryStep? Later { get; private init; }

    /// <summary>The same answer, but to another address.</summary>
    public CommandResult<TResponse> To(ReplyAddress address) =>
        new(address, Status, Attempt) { Response = Response, Error = Error, Fault = Fault, DeadLetter = DeadLetter, Activity = Activity };

    /// <summary>The span the command was handled in, where there is one.</summary>
    public Activity? Activity { get; private init; }

    public static CommandResult<TResponse> Completed(ReplyAddress address, int attempt, TResponse response) =>
        new(address, CommandStatus.Completed, attempt) { Response = response };

    /// <summary>The command goes on to a retry topic, because it failed, or untried behind another.</summary>
    public static CommandResult<TResponse> NotYet(int nextAttempt, RetryStep later, CommandError? error = null) =>
        new(default, error is null ? CommandStatus.Accepted : CommandStatus.Failed, nextAttempt) { Later = later, Error = error };

    /// <summary>The command is about to be handled; another answer follows.</summary>
    public static CommandResult<TResponse> Accepted(ReplyAddress address, int attempt) => new(address, CommandStatus.Accepted, attempt);

    public static CommandResult<TResponse> Rejected(ReplyAddress address, int attempt, CommandError error, Exception? deadLetter = null) =>
        new(address, CommandStatus.Rejected, attempt) { Error = error, DeadLetter = deadLetter };

    public static CommandResult<TResponse> Failed(
        ReplyAddress address, int attempt, CommandError error, Exception? fault = null, Exception? deadLetter = null) =>
        new(address, CommandStatus.Failed, attempt) { Error = error, Fault = fault, DeadLetter = deadLetter };

    /// <summary>The same, given in a span.</summary>
    public CommandResult<TResponse> In(Activity? activity) => this with { Activity = activity };
}
