using Confluent.SchemaRegistry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Avro;

/// <summary>Configures how serdes use a schema registry. Set the options before the first serde is created.</summary>
public sealed class AvroSerdeOptions
{
    /// <summary>How the schema of written values is determined.</summary>
    /// <value>Default: <see cref="SchemaRegistration.Register"/>.</value>
    public SchemaRegistration Registration { get; set; } = SchemaRegistration.Register;

    /// <summary>The strategy that names the subject of a schema.</summary>
    /// <value>Default: <see cref="SubjectNameStrategy.Topic"/>, as in <c>orders-value</c>.</value>
    public SubjectNameStrategy SubjectNames { get; set; } = SubjectNameStrategy.Topic;

    /// <summary>
    /// <see langword="true"/> to let the registry normalize schemas before it compares or registers them; otherwise <see langword="false"/>.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool NormalizeSchemas { get; set; }

    /// <summary>How long one request to the registry may take.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long to retry a request that the registry does not answer, while the records that need the answer wait. After that the task of these
    /// records fails; they are not skipped.
    /// </summary>
    /// <value>Default: 5 min.</value>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock for timeouts and pauses.</summary>
    /// <value>Default: the system clock.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The logger for a registry that does not answer.</summary>
    /// <value>Default: no logging.</value>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
