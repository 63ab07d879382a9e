namespace Commands.Streams.Avro;

/// <summary>The schema registry has not answered for as long as was asked, so that it is not known what a record's schema is.</summary>
public sealed class SchemaRegistryUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence that names the schema, the registry and what it said last.</param>
    /// <param name="cause">The last failure.</param>
    public SchemaRegistryUnavailableException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
