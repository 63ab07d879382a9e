namespace Commands.Streams.Avro;

/// <summary>Where the schema of what is written comes from.</summary>
public enum SchemaRegistration
{
    /// <summary>The schema of the type is registered when the first value is written.</summary>
    Register,

    /// <summary>The schema of the type must be registered already.</summary>
    MustExist,

    /// <summary>
    /// Values are written with the newest schema of the subject, whoever registered it: that of a ksqlDB stream, for example. Fields that the type does
    /// not have get their defaults.
    /// </summary>
    UseLatest,
}
