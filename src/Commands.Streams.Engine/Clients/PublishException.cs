using Commands.Streams.Errors;

namespace Commands.Streams.Clients;

/// <summary>A record could not be published.</summary>
public sealed class PublishException : ClientException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="possiblyPersisted"><see langword="true"/> if the record may still be in the log; otherwise <see langword="false"/>.</param>
    /// <param name="kind">How to react to the error.</param>
    /// <param name="code">The client's name for the error.</param>
    /// <param name="message">A sentence that names the topic and the cause.</param>
    public PublishException(PublishFailureReason reason, bool possiblyPersisted, ClientErrorKind kind, string code, string message)
        : base(kind, code, message)
    {
        Reason = reason;
        PossiblyPersisted = possiblyPersisted;
    }

    /// <summary>Why the record was not acknowledged.</summary>
    public PublishFailureReason Reason { get; }

    /// <summary><see langword="true"/> if the record may still be in the log; <see langword="false"/> if it certainly is not.</summary>
    public bool PossiblyPersisted { get; }
}
