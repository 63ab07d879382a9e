namespace Commands.Streams.Avro;

/// <summary>A schema cannot be derived from a type, or data of a schema cannot be read into, or written from, the requested type.</summary>
public sealed class AvroSchemaException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that names the field and both sides of the difference.</param>
    /// <param name="cause">The cause, if any.</param>
    public AvroSchemaException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
