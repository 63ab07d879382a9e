namespace Commands.Streams.Errors;

/// <summary>A record could not be written, and the production exception handler decided to fail or had no other choice.</summary>
public sealed class ProductionException : TaskFailedException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that names the sink, the topic and the cause.</param>
    /// <param name="cause">The exception of the serde or the client.</param>
    public ProductionException(string message, Exception cause)
        : base(message, cause) => IsVerdict = false;
}
