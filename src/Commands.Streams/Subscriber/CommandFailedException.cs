using Commands.Streams.Errors;

namespace Commands.Streams;

/// <summary>
/// Thrown by a handler that has failed and wants to tell the issuer a code and a message. The command is retried only if the exception is retryable.
/// If the command itself is wrong, throw <see cref="CommandRejectedException"/>.
/// </summary>
public sealed class CommandFailedException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">A short, stable code, sent truncated to 256 bytes.</param>
    /// <param name="message">A sentence for the issuer, sent truncated to 1,024 bytes.</param>
    /// <param name="retryable">
    /// <see langword="true"/> if trying again may help, both here and, under a new id, for the issuer; otherwise <see langword="false"/>.
    /// </param>
    /// <param name="innerException">The cause, if any; it is not sent.</param>
    public CommandFailedException(string code, string message, bool retryable, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        Code = code;
        IsRetryable = retryable;
    }

    /// <summary>The short, stable code.</summary>
    public string Code { get; }

    /// <summary><see langword="true"/> if trying again may help; otherwise <see langword="false"/>.</summary>
    public bool IsRetryable { get; }
}
