namespace Commands.Streams.Errors;

/// <summary>A record could not be written, and the production exception handler said to fail, or nothing else was possible.</summary>
public sealed class ProductionException : TaskFailedException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence that names sink, topic and cause.</param>
    /// <param name="cause">What the serde or the client said.</param>
    public ProductionException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
