namespace Commands.Streams.Errors;

/// <summary>The files of a state store cannot be read. The store is deleted and restored from its changelog.</summary>
public sealed class StoreCorruptedException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that names the store and its directory.</param>
    /// <param name="innerException">What the storage engine reported.</param>
    public StoreCorruptedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
