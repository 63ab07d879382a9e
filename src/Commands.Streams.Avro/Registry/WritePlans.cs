using System.Collections.Concurrent;
using Avro;
using Commands.Streams.Avro.Plans;
using Commands.Streams.Serialization;
using Confluent.Kafka;
using Confluent.SchemaRegistry;
using Schema = Avro.Schema;
using SerializationContext = Commands.Streams.Serialization.SerializationContext;

namespace Commands.Streams.Avro.Registry;

/// <summary>
/// The write plans of one type by topic, component and schema, with the ids from the registry. A missing id is requested in the background, and the
/// caller is told to come back. A request that the registry does not answer is repeated at the next call.
/// </summary>
internal sealed class WritePlans<T>(SchemaSource source, AsyncSubjectNameStrategyDelegate subjects)
{
    private readonly ConcurrentDictionary<WriteKey, WriteEntry<T>> _entries = new();
    private volatile WriteEntry<T>? _last;

    /// <summary>Finds the plan for writing a value with a schema.</summary>
    /// <exception cref="SerdeNotReadyException">The id of the schema is not known yet.</exception>
    /// <exception cref="AvroSchemaException">The value cannot be written.</exception>
    public WriteEntry<T> Find(Schema schema, in SerializationContext context)
    {
        if (_last is { } last && ReferenceEquals(last.Key.Schema, schema) && last.Key.Component == context.Component && last.Key.Topic == context.Topic)
        {
            return last;
        }

        var entry = Get(new WriteKey(context.Topic, context.Component, schema));
        if (!entry.Ready.IsCompletedSuccessfully)
        {
            throw new SerdeNotReadyException(
                entry.Ready,
                $"The registry is being asked for the id of {PlanErrors.Describe(schema)} for the " +
                $"{context.Component.ToString().ToLowerInvariant()} of topic '{context.Topic}'.");
        }

        if (entry.Write is null)
        {
            _entries.TryRemove(KeyValuePair.Create(entry.Key, entry));
            throw new AvroSchemaException(entry.Failure!);
        }

        _last = entry;
        return entry;
    }

    /// <summary>Requests the id for a topic, unless that has already been done.</summary>
    public async Task<int> PrefetchAsync(Schema schema, string topic, RecordComponent component)
    {
        var entry = Get(new WriteKey(topic, component, schema));
        await entry.Ready.ConfigureAwait(false);
        return entry.Write is not null ? entry.Id : throw new AvroSchemaException(entry.Failure!);
    }

    private WriteEntry<T> Get(WriteKey key)
    {
        lock (_entries)
        {
            if (_entries.TryGetValue(key, out var known) && !(known.Ready.IsFaulted || known.Ready.IsCanceled))
            {
                return known;
            }

            var entry = new WriteEntry<T>(key);
            _entries[key] = entry;
            entry.Ready = LoadAsync(entry);
            return entry;
        }
    }

    private async Task LoadAsync(WriteEntry<T> entry)
    {
        var (topic, component, schema) = entry.Key;
        var confluent = new Confluent.Kafka.SerializationContext(
            component == RecordComponent.Key ? MessageComponentType.Key : MessageComponentType.Value, topic);
        var subject = await subjects(confluent, schema is NamedSchema named ? named.Fullname : null).ConfigureAwait(false);
        try
        {
            if (subject is null)
            {
                throw new AvroSchemaException(
                    $"The subject name strategy returned no subject for {PlanErrors.Describe(schema)} and topic '{topic}'. " +
                    "Record name strategies need a record; use the topic name strategy.");
            }

            (entry.Id, var written) = await source.GetForWritingAsync(subject, schema).ConfigureAwait(false);
            entry.Write = WritePlanCompiler.Compile<T>(written);
        }
        catch (SchemaRegistryException exception)
        {
            var difference = await source.ExplainAsync(subject!, schema).ConfigureAwait(false);
            entry.Failure = $"The registry refuses {PlanErrors.Describe(schema)} for subject '{subject}': {exception.Message}. {difference}".TrimEnd();
        }
        catch (Exception exception) when (exception is not (SchemaRegistryUnavailableException or OperationCanceledException))
        {
            entry.Failure = $"{typeof(T).Name} cannot be written for subject '{subject}': {exception.Message}";
        }
    }
}
