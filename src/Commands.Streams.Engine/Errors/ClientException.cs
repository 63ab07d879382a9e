namespace Commands.Streams.Errors;

/// <summary>The cluster or its client refused something or did not answer.</summary>
public class ClientException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">How to react to the error.</param>
    /// <param name="code">The client's name for the error, for example <c>MSG_SIZE_TOO_LARGE</c>.</param>
    /// <param name="message">A sentence that says what was tried and why it failed.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ClientException(ClientErrorKind kind, string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Code = code;
    }

    /// <summary>How to react to the error.</summary>
    public ClientErrorKind Kind { get; }

    /// <summary>The client's name for the error, for example <c>MSG_SIZE_TOO_LARGE</c>.</summary>
    public string Code { get; }
}
