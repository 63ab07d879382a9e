namespace Commands.Streams.Avro;

/// <summary>Bytes are no value of their Avro schema, or a value cannot be written with one.</summary>
public sealed class AvroDataException : FormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence that says what is wrong where.</param>
    public AvroDataException(string message)
        : base(message)
    {
    }
}
