namespace Commands.Streams.Errors;

/// <summary>A state store cannot be read from outside, now or on this instance.</summary>
public sealed class InvalidStateStoreException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why the store cannot be read.</param>
    /// <param name="message">A sentence that names the store and the fix.</param>
    public InvalidStateStoreException(InvalidStateStoreReason reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why the store cannot be read.</summary>
    public InvalidStateStoreReason Reason { get; }
}
