namespace Commands.Streams.Errors;

/// <summary>The base of this library's exceptions.</summary>
public class StreamsException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence that says what is wrong and what mends it.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public StreamsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
