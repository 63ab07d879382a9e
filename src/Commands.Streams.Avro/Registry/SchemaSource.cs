using Commands.Streams.Avro.Parsing;
using Commands.Streams.Avro.Schemas;
using Confluent.SchemaRegistry;
using ConfluentSchema = Confluent.SchemaRegistry.Schema;
using Schema = Avro.Schema;

namespace Commands.Streams.Avro.Registry;

/// <summary>The schemas of a registry, parsed together with the schemas they refer to.</summary>
internal sealed class SchemaSource(ISchemaRegistryClient client, RegistryCalls calls, AvroSerdeOptions options)
{
    public async Task<Schema> GetAsync(int id)
    {
        var registered = await calls.AskAsync($"the schema with id {id}", () => client.GetSchemaAsync(id)).ConfigureAwait(false);
        return await ParseAsync(registered, $"The schema with id {id}").ConfigureAwait(false);
    }

    /// <summary>Returns the schema to write with, and its id.</summary>
    public async Task<(int Id, Schema Schema)> GetForWritingAsync(string subject, Schema schema)
    {
        var ours = new ConfluentSchema(SchemaText.Of(schema), SchemaType.Avro);
        switch (options.Registration)
        {
            case SchemaRegistration.UseLatest:
                var latest = await calls.AskAsync($"the newest schema of subject '{subject}'", () => client.GetLatestSchemaAsync(subject))
                    .ConfigureAwait(false);
                return (latest.Id, await ParseAsync(latest, $"The newest schema of subject '{subject}'").ConfigureAwait(false));
            case SchemaRegistration.MustExist:
                return (await calls.AskAsync(
                    $"the id of a schema of subject '{subject}'", () =>
                        client.GetSchemaIdAsync(subject, ours, options.NormalizeSchemas)).ConfigureAwait(false), schema);
            default:
                return (await calls.AskAsync(
                    $"the registration of a schema of subject '{subject}'", () =>
                        client.RegisterSchemaAsync(subject, ours, options.NormalizeSchemas)).ConfigureAwait(false), schema);
        }
    }

    /// <summary>Describes how a refused schema differs from the newest one of its subject; empty if that cannot be determined.</summary>
    public async Task<string> ExplainAsync(string subject, Schema refused)
    {
        try
        {
            var latest = await client.GetLatestSchemaAsync(subject).WaitAsync(options.AttemptTimeout, options.TimeProvider).ConfigureAwait(false);
            return SchemaDifference.Describe(await ParseAsync(latest, subject).ConfigureAwait(false), refused);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or AvroSchemaException or OperationCanceledException)
        {
            return string.Empty;
        }
    }

    private async Task<Schema> ParseAsync(ConfluentSchema schema, string what)
    {
        if (schema.SchemaType != SchemaType.Avro)
        {
            throw new AvroSchemaException($"{what} is {schema.SchemaType}, not Avro. Use a serde for that format.");
        }

        var scope = new SchemaScope();
        await AddReferencesAsync(schema, scope, []).ConfigureAwait(false);
        return Parse(schema.SchemaString, scope, what);
    }

    private async Task AddReferencesAsync(ConfluentSchema schema, SchemaScope scope, HashSet<(string, int)> seen)
    {
        foreach (var reference in schema.References ?? [])
        {
            if (seen.Add((reference.Subject, reference.Version)))
            {
                var what = $"version {reference.Version} of subject '{reference.Subject}'";
                var registered = await calls.AskAsync(
                    what, () => client.GetRegisteredSchemaAsync(reference.Subject, reference.Version, ignoreDeletedSchemas: false)).ConfigureAwait(false);
                await AddReferencesAsync(registered, scope, seen).ConfigureAwait(false);
                Parse(registered.SchemaString, scope, what);
            }
        }
    }

    private static Schema Parse(string json, SchemaScope scope, string what)
    {
        try
        {
            return SchemaParser.ParseRegistered(json, scope);
        }
        catch (AvroSchemaException exception)
        {
            throw new AvroSchemaException($"{what} is not a valid Avro schema: {exception.Message}", exception);
        }
    }
}
