using Commands.Streams.Errors;

namespace Commands.Streams.Clients;

/// <summary>A record could not be published.</summary>
public sealed class PublishException : ClientException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="possiblyPersisted">Whether the record may be in the log all the same.</param>
    /// <param name="kind">What may be done about it.</param>
    /// <param name="code">The client's own name of the error.</param>
    /// <param name="message">A sentence that names topic and cause.</param>
    public PublishException(PublishFailureReason reason, bool possiblyPersisted, ClientErrorKind kind, string code, string message)
        : base(kind, code, message)
    {
        Reason = reason;
        PossiblyPersisted = possiblyPersisted;
    }

    /// <summary>Why the record was not acknowledged.</summary>
    public PublishFailureReason Reason { get; }

    /// <summary>Whether the record may be in the log all the same. False means that it certainly is not.</summary>
    public bool PossiblyPersisted { get; }
}
