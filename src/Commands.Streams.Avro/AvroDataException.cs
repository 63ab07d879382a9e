namespace Commands.Streams.Avro;

/// <summary>The bytes are not a value of their Avro schema, or a value cannot be written with its schema.</summary>
public sealed class AvroDataException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that says what is wrong, and where.</param>
    public AvroDataException(string message)
        : base(message)
    {
    }
}
