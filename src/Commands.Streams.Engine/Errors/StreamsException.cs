namespace Commands.Streams.Errors;

/// <summary>The base class of this library's exceptions.</summary>
public class StreamsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that says what is wrong and how to fix it.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StreamsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
