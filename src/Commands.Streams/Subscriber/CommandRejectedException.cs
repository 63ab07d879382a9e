using Commands.Streams.Errors;

namespace Commands.Streams;

/// <summary>
/// Thrown by a handler that refuses a command: the issuer is told so, if responses are written, and the command counts as done. For what is wrong
/// with the command; what is wrong with the handler is any other exception.
/// </summary>
public sealed class CommandRejectedException : StreamsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">A short, stable code, for example <see cref="CommandErrors.Invalid"/>; at most 256 bytes of it are sent.</param>
    /// <param name="message">A sentence for the issuer; at most 1,024 bytes of it are sent.</param>
    /// <param name="innerException">The cause, if there is one; it is not sent.</param>
    public CommandRejectedException(string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        Code = code;
    }

    /// <summary>The short, stable code.</summary>
    public string Code { get; }
}
