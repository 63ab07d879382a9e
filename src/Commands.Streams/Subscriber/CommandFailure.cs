namespace Commands.Streams;

/// <summary>What happens to a command whose handler failed permanently.</summary>
public enum CommandFailure
{
    /// <summary>
    /// The exception goes to the application's processing exception handler, which stops the worker by default: the command is not committed, and is
    /// handled again after a restart.
    /// </summary>
    Stop,

    /// <summary>The command counts as done. Only the response reports the failure; log the exception in the function passed to <c>OnFailure</c>.</summary>
    Skip,

    /// <summary>The command is written to the topic set with <c>DeadLetterTo</c>, and counts as done. Without such a topic, the worker stops.</summary>
    DeadLetter,
}
