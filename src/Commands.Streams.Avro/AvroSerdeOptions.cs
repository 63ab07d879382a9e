using Confluent.SchemaRegistry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Avro;

/// <summary>How serdes use a schema registry. Set before the first serde is made.</summary>
public sealed class AvroSerdeOptions
{
    /// <summary>Where the schema of what is written comes from.</summary>
    /// <value><see cref="SchemaRegistration.Register"/> by default.</value>
    public SchemaRegistration Registration { get; set; } = SchemaRegistration.Register;

    /// <summary>What subject a schema is registered under.</summary>
    /// <value><see cref="SubjectNameStrategy.Topic"/> by default: <c>orders-value</c>.</value>
    public SubjectNameStrategy SubjectNames { get; set; } = SubjectNameStrategy.Topic;

    /// <summary>Whether the registry is to bring schemas into its normal form before it compares or registers them.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool NormalizeSchemas { get; set; }

    /// <summary>How long one question to the registry may take.</summary>
    /// <value>30 seconds by default.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a question that the registry does not answer is asked again, while the records that need the answer wait. After that the task that
    /// they belong to fails; they are not skipped.
    /// </summary>
    /// <value>5 minutes by default.</value>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock of time-outs and pauses.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where it is said that the registry does not answer.</summary>
    /// <value>Nowhere by default.</value>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
