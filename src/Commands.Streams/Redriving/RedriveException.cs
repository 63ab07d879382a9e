using Commands.Streams.Errors;

namespace Commands.Streams.Redriving;

/// <summary>Dead letters cannot be redriven, or no further ones. Progress made before is committed.</summary>
public sealed class RedriveException : StreamsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that says what is wrong and how to fix it.</param>
    /// <param name="innerException">The cause, if any.</param>
    public RedriveException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
