using Commands.Streams.Errors;

namespace Commands.Streams;

/// <summary>A command certainly did not reach the log; it can be sent again.</summary>
public sealed class CommandNotSentException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="message">A sentence that names the topic and the cause.</param>
    /// <param name="innerException">The cause, if any.</param>
    public CommandNotSentException(NotSentReason reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>The reason.</summary>
    public NotSentReason Reason { get; }
}
