namespace Commands.Streams.Avro;

/// <summary>A schema cannot be derived from a type, or data of one schema cannot be read as, or written from, what is asked for.</summary>
public sealed class AvroSchemaException : FormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence that names the field and both sides of the difference.</param>
    /// <param name="cause">What was caught, if anything.</param>
    public AvroSchemaException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
