using System.Net;
using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro;

/// <summary>
/// A schema registry in memory, for tests: registers, finds and numbers schemas, and answers at once, so that a topology under the test driver never
/// waits for it. It does not check compatibility and supports no other features of a registry. Thread-safe.
/// </summary>
public sealed partial class InMemorySchemaRegistry : ISchemaRegistryClient
{
    private const int SchemaNotFound = 40403;
    private const int SubjectNotFound = 40401;

    private readonly Lock _gate = new();
    private readonly List<Schema> _schemas = [];
    private readonly Dictionary<string, List<int>> _subjects = [];

    /// <inheritdoc />
    public Task<int> RegisterSchemaAsync(string subject, Schema schema, bool normalize = false)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(schema);
        lock (_gate)
        {
            var id = IndexOf(schema) + 1;
            if (id == 0)
            {
                _schemas.Add(schema);
                id = _schemas.Count;
            }

            if (!_subjects.TryGetValue(subject, out var versions))
            {
                _subjects.Add(subject, versions = []);
            }

            if (!versions.Contains(id))
            {
                versions.Add(id);
            }

            return Task.FromResult(id);
        }
    }

    /// <inheritdoc />
    public async Task<RegisteredSchema> RegisterSchemaWithResponseAsync(string subject, Schema schema, bool normalize = false)
    {
        await RegisterSchemaAsync(subject, schema, normalize).ConfigureAwait(false);
        return await LookupSchemaAsync(subject, schema, ignoreDeletedSchemas: true, normalize).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task<int> GetSchemaIdAsync(string subject, Schema schema, bool normalize = false) =>
        (await LookupSchemaAsync(subject, schema, ignoreDeletedSchemas: true, normalize).ConfigureAwait(false)).Id;

    /// <inheritdoc />
    public Task<Schema> GetSchemaAsync(int id, string? format = null) =>
        Answer(() => id > 0 && id <= _schemas.Count ? _schemas[id - 1] : throw NotFound(SchemaNotFound, $"Schema {id} not found"));

    /// <inheritdoc />
    public Task<Schema> GetSchemaBySubjectAndIdAsync(string subject, int id, string? format = null) => GetSchemaAsync(id, format);

    /// <inheritdoc />
    public Task<RegisteredSchema> LookupSchemaAsync(string subject, Schema schema, bool ignoreDeletedSchemas, bool normalize = false) => Answer(() =>
        Versions(subject).IndexOf(IndexOf(schema) + 1) is >= 0 and var index
            ? Registered(subject, index)
            : throw NotFound(SchemaNotFound, $"Schema not found in subject '{subject}'"));

    /// <inheritdoc />
    public Task<RegisteredSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas = true) => Answer(() =>
        version > 0 && version <= Versions(subject).Count
            ? Registered(subject, version - 1)
            : throw NotFound(40402, $"Version {version} of subject '{subject}' not found"));

    /// <inheritdoc />
    public Task<RegisteredSchema> GetLatestSchemaAsync(string subject) => Answer(() => Registered(subject, Versions(subject).Count - 1));

    /// <inheritdoc />
    public Task<List<string>> GetAllSubjectsAsync() => Answer(() => _subjects.Keys.ToList());

    /// <inheritdoc />
    public Task<List<int>> GetSubjectVersionsAsync(string subject) => Answer(() => Enumerable.Range(1, Versions(subject).Count).ToList());

    /// <inheritdoc />
    public Task<bool> IsCompatibleAsync(string subject, Schema schema) => Task.FromResult(true);

    /// <summary>Does nothing: the registry has no connection.</summary>
    public void Dispose()
    {
    }

    private static SchemaRegistryException NotFound(int code, string message) => new(message, HttpStatusCode.NotFound, code);

    private Task<T> Answer<T>(Func<T> find)
    {
        lock (_gate)
        {
            try
            {
                return Task.FromResult(find());
            }
            catch (SchemaRegistryException exception)
            {
                return Task.FromException<T>(exception);
            }
        }
    }

    private int IndexOf(Schema schema) =>
        _schemas.FindIndex(known => known.SchemaString == schema.SchemaString && known.SchemaType == schema.SchemaType);

    private List<int> Versions(string subject) =>
        _subjects.TryGetValue(subject, out var versions) ? versions : throw NotFound(SubjectNotFound, $"Subject '{subject}' not found");

    private RegisteredSchema Registered(string subject, int index)
    {
        var id = Versions(subject)[index];
        var schema = _schemas[id - 1];
        return new RegisteredSchema(subject, index + 1, id, schema.SchemaString, schema.SchemaType, schema.References);
    }
}
