using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Commands.Streams.Avro.Registry;
using Commands.Streams.Avro.Schemas;
using Commands.Streams.Avro.Serialization;
using Commands.Streams.Serialization;
using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro;

/// <summary>
/// Creates Avro serdes that share a schema registry. A worker never waits for the registry: a record whose schema is not known yet keeps its place in
/// the order until the answer arrives, while the worker serves its group and its other partitions. Thread-safe. Dispose it after the application.
/// </summary>
[RequiresUnreferencedCode("Avro serdes find the members of types by reflection, and trimming may remove them.")]
[RequiresDynamicCode("Avro serdes compile their plans at run time, which native code cannot.")]
public sealed class AvroSerdes : IDisposable
{
    private readonly ISchemaRegistryClient _client;
    private readonly bool _ownsClient;
    private readonly AvroSerdeOptions _options;
    private readonly SchemaSource _source;
    private readonly AsyncSubjectNameStrategyDelegate _subjects;
    private readonly ConcurrentDictionary<(Type Type, string? Schema), object> _serdes = new();

    /// <summary>Creates the client of a registry. Does not connect yet.</summary>
    /// <param name="configuration">Addresses, authentication and TLS, as for Confluent's client.</param>
    /// <param name="options">The options; the defaults if omitted.</param>
    /// <exception cref="ArgumentException">A setting is not valid.</exception>
    public AvroSerdes(SchemaRegistryConfig configuration, AvroSerdeOptions? options = null)
        : this(Connect(configuration), options) => _ownsClient = true;

    /// <summary>Uses an existing client, such as an <see cref="InMemorySchemaRegistry"/>. It is not disposed with this object.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">The options; the defaults if omitted.</param>
    public AvroSerdes(ISchemaRegistryClient client, AvroSerdeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options ?? new AvroSerdeOptions();
        var registry = client.Config?.FirstOrDefault(setting => setting.Key == SchemaRegistryConfig.PropertyNames.SchemaRegistryUrl).Value;
        _source = new SchemaSource(client, new RegistryCalls(registry ?? "in memory", _options), _options);
        _subjects = _options.SubjectNames.ToAsyncDelegate(client, client.Config);
    }

    /// <summary>Returns the serde of a type, in Confluent's wire format; always the same object for the same type and schema.</summary>
    /// <typeparam name="T">
    /// A plain class, record or struct, whose schema is derived; a class generated from a schema; <see cref="global::Avro.Generic.GenericRecord"/>,
    /// which is read with the schema it was written with; or a type that corresponds to Avro's string, numbers, array or map.
    /// </typeparam>
    /// <param name="schema">A schema as JSON, to use instead of deriving it from the type.</param>
    /// <exception cref="AvroSchemaException">There is no schema for the type, or the given schema is invalid.</exception>
    public ISerde<T> Serde<T>(string? schema = null) => (ISerde<T>)_serdes.GetOrAdd(
        (typeof(T), schema),
        static (key, self) =>
        {
            var known = TypeSchemas.Find(key.Type, key.Schema);
            return new RegistrySerde<T>(new ReadPlans<T>(self._source, known, self._options), new WritePlans<T>(self._source, self._subjects), known);
        },
        this);

    /// <summary>
    /// Fetches what the first record of a topic would otherwise have to wait for. Not required, but it shows before the start whether the registry
    /// can be reached and accepts the schema.
    /// </summary>
    /// <typeparam name="T">The type of key or value.</typeparam>
    /// <param name="topic">The topic.</param>
    /// <param name="component">The part of the record, key or value.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    /// <exception cref="AvroSchemaException">The registry refuses the schema.</exception>
    /// <exception cref="SchemaRegistryUnavailableException">The registry does not answer.</exception>
    public Task PrefetchAsync<T>(string topic, RecordComponent component = RecordComponent.Value, CancellationToken cancellationToken = default) =>
        ((RegistrySerde<T>)Serde<T>()).PrefetchAsync(topic, component).WaitAsync(cancellationToken);

    /// <summary>
    /// Returns a serde without a registry: Avro's binary format alone, which can only be read with exactly this schema. For tests, and for data at
    /// rest.
    /// </summary>
    /// <typeparam name="T">The type, as for <see cref="Serde{T}"/>; for generic records the schema is required.</typeparam>
    /// <param name="schema">A schema as JSON, to use instead of deriving it from the type.</param>
    /// <exception cref="AvroSchemaException">There is no schema for the type, or the given schema is invalid.</exception>
    public static ISerde<T> WithoutRegistry<T>(string? schema = null) => new BareSerde<T>(
        TypeSchemas.Find(typeof(T), schema) ?? throw new AvroSchemaException($"No schema can be derived from {typeof(T).Name}. Pass one."));

    /// <summary>Returns the schema that is derived from a type, as JSON.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="AvroSchemaException">No schema can be derived from the type.</exception>
    public static string SchemaOf<T>() =>
        SchemaText.Of(TypeSchemas.Find(typeof(T), null) ?? throw new AvroSchemaException($"No schema can be derived from {typeof(T).Name}."));

    /// <summary>Closes the client of the registry, if this object created it.</summary>
    public void Dispose()
    {
        if (_ownsClient)
        {
            _client.Dispose();
        }
    }

    private static CachedSchemaRegistryClient Connect(SchemaRegistryConfig configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        // With 0 retries, the client makes no attempt at all.
        return configuration.MaxRetries is <= 0
            ? throw new ArgumentException(
                $"{nameof(configuration.MaxRetries)} is {configuration.MaxRetries}. Confluent's client needs at least 1.", nameof(configuration))
            : new CachedSchemaRegistryClient(configuration);
    }
}
