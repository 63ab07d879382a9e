using System.Collections.Concurrent;
using Commands.Streams.Avro.Registry;
using Commands.Streams.Avro.Schemas;
using Commands.Streams.Avro.Serialization;
using Commands.Streams.Serialization;
using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro;

/// <summary>
/// Makes Avro serdes that share a schema registry. A worker never waits for the registry: a record that needs a schema that is not known yet stays where it
/// is, in its order, until the answer is there, while the worker serves its group and its other partitions. Thread-safe. Dispose it after the application.
/// </summary>
public sealed class AvroSerdes : IDisposable
{
    private readonly ISchemaRegistryClient _client;
    private readonly bool _ownsClient;
    private readonly AvroSerdeOptions _options;
    private readonly SchemaSource _source;
    private readonly AsyncSubjectNameStrategyDelegate _subjects;
    private readonly ConcurrentDictionary<(Type Type, string? Schema), object> _serdes = new();

    /// <summary>Connects to a registry. Nothing is asked yet.</summary>
    /// <param name="configuration">Addresses, authentication and TLS, as Confluent's client has them.</param>
    /// <param name="options">The options; by default, each option's default.</param>
    /// <exception cref="ArgumentException">A setting is not valid.</exception>
    public AvroSerdes(SchemaRegistryConfig configuration, AvroSerdeOptions? options = null)
        : this(Connect(configuration), options) => _ownsClient = true;

    /// <summary>Uses a client that there is already, such as an <see cref="InMemorySchemaRegistry"/>. It is not disposed with this object.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">The options; by default, each option's default.</param>
    public AvroSerdes(ISchemaRegistryClient client, AvroSerdeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options ?? new AvroSerdeOptions();
        var registry = client.Config?.FirstOrDefault(setting => setting.Key == SchemaRegistryConfig.PropertyNames.SchemaRegistryUrl).Value;
        _source = new SchemaSource(client, new RegistryCalls(registry ?? "in memory", _options), _options);
        _subjects = _options.SubjectNames.ToAsyncDelegate(client, client.Config);
    }

    /// <summary>
    /// The serde of a type: Confluent's wire format. The same object for the same type and schema.
    /// </summary>
    /// <typeparam name="T">
    /// A plain class, record or struct, whose schema is derived; a class generated from a schema; <see cref="global::Avro.Generic.GenericRecord"/>, which is
    /// read with the schema that it was written with; or a type that is Avro's string, number, array or map.
    /// </typeparam>
    /// <param name="schema">A schema as JSON, if it is not to be derived from the type.</param>
    /// <exception cref="AvroSchemaException">There is no schema for the type, or the one given is none.</exception>
    public ISerde<T> Serde<T>(string? schema = null) => (ISerde<T>)_serdes.GetOrAdd(
        (typeof(T), schema),
        static (key, self) =>
        {
            var known = TypeSchemas.Find(key.Type, key.Schema);
            return new RegistrySerde<T>(new ReadPlans<T>(self._source, known, self._options), new WritePlans<T>(self._source, self._subjects), known);
        },
        this);

    /// <summary>
    /// Asks the registry now for what the first record of a topic would have to wait for. Not needed, but it shows before the start whether the registry is
    /// there and takes the schema.
    /// </summary>
    /// <typeparam name="T">The type of key or value.</typeparam>
    /// <param name="topic">The topic.</param>
    /// <param name="component">Whether it is about the key or the value.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AvroSchemaException">The registry refuses the schema.</exception>
    /// <exception cref="SchemaRegistryUnavailableException">The registry does not answer.</exception>
    public Task PrefetchAsync<T>(string topic, RecordComponent component = RecordComponent.Value, CancellationToken cancellationToken = default) =>
        ((RegistrySerde<T>)Serde<T>()).PrefetchAsync(topic, component).WaitAsync(cancellationToken);

    /// <summary>
    /// A serde without a registry: Avro's binary form alone, which can only be read by who has exactly this schema. For tests, and for data at rest.
    /// </summary>
    /// <typeparam name="T">The type, as for <see cref="Serde{T}"/>; for generic records the schema must be given.</typeparam>
    /// <param name="schema">A schema as JSON, if it is not to be derived from the type.</param>
    /// <exception cref="AvroSchemaException">There is no schema for the type, or the one given is none.</exception>
    public static ISerde<T> WithoutRegistry<T>(string? schema = null) => new BareSerde<T>(
        TypeSchemas.Find(typeof(T), schema) ?? throw new AvroSchemaException($"{typeof(T).Name} says nothing about its schema. Give one."));

    /// <summary>The schema that is derived from a type, as JSON.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="AvroSchemaException">There is none for it.</exception>
    public static string SchemaOf<T>() =>
        SchemaText.Of(TypeSchemas.Find(typeof(T), null) ?? throw new AvroSchemaException($"{typeof(T).Name} says nothing about its schema."));

    /// <summary>Closes the registry's client, if it was made here.</summary>
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

        // The client then makes no attempt at all.
        return configuration.MaxRetries is <= 0
            ? throw new ArgumentException(
                $"{nameof(configuration.MaxRetries)} is {configuration.MaxRetries}. Confluent's client needs at least 1.", nameof(configuration))
            : new CachedSchemaRegistryClient(configuration);
    }
}
