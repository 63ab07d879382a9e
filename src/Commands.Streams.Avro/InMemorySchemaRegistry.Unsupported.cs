using System.Net;
using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro;

public sealed partial class InMemorySchemaRegistry
{
    /// <inheritdoc />
    public IEnumerable<KeyValuePair<string, string>> Config => [];

    /// <inheritdoc />
    public IAuthenticationHeaderValueProvider? AuthHeaderProvider => null;

    /// <inheritdoc />
    public IWebProxy? Proxy => null;

    /// <inheritdoc />
    public int MaxCachedSchemas => int.MaxValue;

    /// <inheritdoc />
    [Obsolete("Use the overload that takes a Schema.")]
    public Task<int> RegisterSchemaAsync(string subject, string avroSchema, bool normalize = false) =>
        RegisterSchemaAsync(subject, new Schema(avroSchema, SchemaType.Avro), normalize);

    /// <inheritdoc />
    [Obsolete("Use the overload that takes a Schema.")]
    public Task<int> GetSchemaIdAsync(string subject, string avroSchema, bool normalize = false) =>
        GetSchemaIdAsync(subject, new Schema(avroSchema, SchemaType.Avro), normalize);

    /// <inheritdoc />
    [Obsolete("Use GetRegisteredSchemaAsync.")]
    public async Task<string> GetSchemaAsync(string subject, int version) =>
        (await GetRegisteredSchemaAsync(subject, version).ConfigureAwait(false)).SchemaString;

    /// <inheritdoc />
    [Obsolete("Use the overload that takes a Schema.")]
    public Task<bool> IsCompatibleAsync(string subject, string avroSchema) => Task.FromResult(true);

    /// <inheritdoc />
    [Obsolete("Subjects are named by the options of the serdes.")]
    public string ConstructKeySubjectName(string topic, string? recordType = null) => $"{topic}-key";

    /// <inheritdoc />
    [Obsolete("Subjects are named by the options of the serdes.")]
    public string ConstructValueSubjectName(string topic, string? recordType = null) => $"{topic}-value";

    /// <inheritdoc />
    public Task<Schema> GetSchemaByGuidAsync(string guid, string? format = null) => throw Unsupported();

    /// <inheritdoc />
    public Task<RegisteredSchema> GetLatestWithMetadataAsync(string subject, IDictionary<string, string> metadata, bool ignoreDeletedSchemas) =>
        throw Unsupported();

    /// <inheritdoc />
    public Task<Compatibility> GetCompatibilityAsync(string? subject = null) => Task.FromResult(Compatibility.None);

    /// <inheritdoc />
    public Task<Compatibility> UpdateCompatibilityAsync(Compatibility compatibility, string? subject = null) => throw Unsupported();

    /// <summary>Does nothing: nothing is cached.</summary>
    public void ClearLatestCaches()
    {
    }

    /// <summary>Does nothing: nothing is cached.</summary>
    public void ClearCaches()
    {
    }

    /// <inheritdoc />
    public Task<List<Association>> GetAssociationsByResourceNameAsync(
        string resourceName, string resourceNamespace, string resourceType, List<string> associationTypes, string lifecycle, int offset, int limit) =>
        Task.FromResult(new List<Association>());

    /// <inheritdoc />
    public Task<AssociationResponse> CreateAssociationAsync(AssociationCreateOrUpdateRequest request) => throw Unsupported();

    /// <inheritdoc />
    public Task DeleteAssociationsAsync(string resourceId, string resourceType, List<string> associationTypes, bool cascadeLifecycle) => throw Unsupported();

    private static NotSupportedException Unsupported() => new("The in-memory registry only registers and finds schemas. Use a real registry for this call.");
}
