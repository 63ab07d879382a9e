using Commands.Streams.Errors;

namespace Commands.Streams;

/// <summary>A command certainly did not reach the log; it may be sent again.</summary>
public sealed class CommandNotSentException : StreamsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">A sentence that names the topic and the cause.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public CommandNotSentException(NotSentReason reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public NotSentReason Reason { get; }
}
