using Commands.Streams.Errors;

namespace Commands.Streams;

/// <summary>
/// Thrown by a handler that refuses a command: the issuer receives a rejection, if responses are written, and the command counts as done. Throw it if
/// the command itself is wrong; any other exception means that the handler has failed.
/// </summary>
public sealed class CommandRejectedException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">A short, stable code, for example <see cref="CommandErrors.Invalid"/>, sent truncated to 256 bytes.</param>
    /// <param name="message">A sentence for the issuer, sent truncated to 1,024 bytes.</param>
    /// <param name="innerException">The cause, if any; it is not sent.</param>
    public CommandRejectedException(string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        Code = code;
    }

    /// <summary>The short, stable code.</summary>
    public string Code { get; }
}
