namespace Commands.Streams.Errors;

/// <summary>The cluster or its client refused something or did not answer.</summary>
public class ClientException : StreamsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kind">What may be done about it.</param>
    /// <param name="code">The client's own name of the error, for example <c>MSG_SIZE_TOO_LARGE</c>.</param>
    /// <param name="message">A sentence that names what was tried and why it failed.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public ClientException(ClientErrorKind kind, string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Code = code;
    }

    /// <summary>What may be done about it.</summary>
    public ClientErrorKind Kind { get; }

    /// <summary>The client's own name of the error, for example <c>MSG_SIZE_TOO_LARGE</c>.</summary>
    public string Code { get; }
}
