namespace Commands.Streams.Avro;

/// <summary>How the schema of written values is determined.</summary>
public enum SchemaRegistration
{
    /// <summary>The schema of the type is registered when the first value is written.</summary>
    Register,

    /// <summary>The schema of the type must already be registered.</summary>
    MustExist,

    /// <summary>
    /// Values are written with the newest schema of the subject, whoever registered it, for example that of a ksqlDB stream. Fields that the type
    /// does not have get their defaults.
    /// </summary>
    UseLatest,
}
