namespace Commands.Streams;

/// <summary>What happens to a command whose handler failed permanently.</summary>
public enum CommandFailure
{
    /// <summary>
    /// The exception goes to the application's processing exception handler, which by default stops the worker: the command is not committed, and is
    /// handled again after a restart.
    /// </summary>
    Stop,

    /// <summary>The command counts as done. The library says so nowhere but in the response: log the exception in the function that decides.</summary>
    Skip,

    /// <summary>
    /// The command is written to the topic that <c>DeadLetterTo</c> names, and counts as done. Without such a topic, the worker stops.
    /// </summary>
    DeadLetter,
}
