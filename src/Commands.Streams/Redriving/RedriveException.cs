using Commands.Streams.Errors;

namespace Commands.Streams.Redriving;

/// <summary>Dead letters cannot be redriven, or not any further. What was redriven before is committed.</summary>
public sealed class RedriveException : StreamsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence that says what is wrong and what mends it.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public RedriveException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
