namespace Commands.Streams.Avro;

/// <summary>The schema registry did not answer within the retry time, so the schema of a record is not known.</summary>
public sealed class SchemaRegistryUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that names the schema, the registry and the last failure.</param>
    /// <param name="cause">The last failure.</param>
    public SchemaRegistryUnavailableException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
