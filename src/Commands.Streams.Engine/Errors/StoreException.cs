namespace Commands.Streams.Errors;

/// <summary>
/// A state store cannot be opened, read or written for a reason outside its files, such as a full disk or a directory that is in use. What was committed is
/// not lost.
/// </summary>
public sealed class StoreException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that names the store, its directory and the fix.</param>
    /// <param name="innerException">What the storage engine reported.</param>
    public StoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
