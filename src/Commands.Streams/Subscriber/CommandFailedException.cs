using Commands.Streams.Errors;

namespace Commands.Streams;

/// <summary>
/// Thrown by a handler that failed and knows what the issuer should be told. Unless it is retryable, it is not retried. For what is wrong with the
/// command, throw <see cref="CommandRejectedException"/>.
/// </summary>
public sealed class CommandFailedException : StreamsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">A short, stable code; at most 256 bytes of it are sent.</param>
    /// <param name="message">A sentence for the issuer; at most 1,024 bytes of it are sent.</param>
    /// <param name="retryable">Whether trying again may help, here and, under a new id, to the issuer.</param>
    /// <param name="innerException">The cause, if there is one; it is not sent.</param>
    public CommandFailedException(string code, string message, bool retryable, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        Code = code;
        IsRetryable = retryable;
    }

    /// <summary>The short, stable code.</summary>
    public string Code { get; }

    /// <summary>Whether trying again may help.</summary>
    public bool IsRetryable { get; }
}
