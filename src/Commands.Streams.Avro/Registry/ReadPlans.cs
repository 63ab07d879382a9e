using System.Collections.Concurrent;
using Commands.Streams.Avro.Plans;
using Commands.Streams.Serialization;
using Confluent.SchemaRegistry;
using Schema = Avro.Schema;

namespace Commands.Streams.Avro.Registry;

/// <summary>
/// The read plans of one type by schema id. A missing plan is fetched and compiled in the background, and the caller is told to come back. A refusal
/// of the registry is remembered for a while; a missing answer is not.
/// </summary>
internal sealed class ReadPlans<T>(SchemaSource source, Schema? reader, AvroSerdeOptions options)
{
    private static readonly TimeSpan RememberFailure = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, ReadEntry<T>> _entries = new();
    private volatile ReadEntry<T>? _last;

    /// <summary>Finds the plan for data with an id.</summary>
    /// <exception cref="SerdeNotReadyException">The plan is not known yet.</exception>
    /// <exception cref="AvroSchemaException">The data cannot be read.</exception>
    public AvroRead<T> Find(int id, in SerializationContext context)
    {
        if (_last is { } last && last.Id == id && last.Read is { } read)
        {
            return read;
        }

        var entry = Get(id);
        if (!entry.Ready.IsCompletedSuccessfully)
        {
            throw new SerdeNotReadyException(entry.Ready, $"The schema with id {id} is being fetched for the {Component(context)} of topic '{context.Topic}'.");
        }

        _last = entry;
        return entry.Read ?? throw new AvroSchemaException(
            $"The {Component(context)} of a record of topic '{context.Topic}' has the schema id {id} and cannot be read as {typeof(T).Name}: {entry.Failure}");
    }

    /// <summary>Fetches and compiles the plan for an id, unless that has already been done.</summary>
    public Task PrefetchAsync(int id) => Get(id).Ready;

    private static string Component(in SerializationContext context) => context.Component == RecordComponent.Key ? "key" : "value";

    private ReadEntry<T> Get(int id)
    {
        if (_entries.TryGetValue(id, out var known) && !IsStale(known))
        {
            return known;
        }

        lock (_entries)
        {
            if (_entries.TryGetValue(id, out known) && !IsStale(known))
            {
                return known;
            }

            var entry = new ReadEntry<T>(id);
            _entries[id] = entry;
            entry.Ready = LoadAsync(entry);
            return entry;
        }
    }

    /// <summary>True if the registry should be asked again: it did not answer, or refused a while ago.</summary>
    private bool IsStale(ReadEntry<T> entry) => entry.Ready.IsCompleted && entry.Read is null
        && (!entry.Ready.IsCompletedSuccessfully || options.TimeProvider.GetElapsedTime(entry.FailedAt) > RememberFailure);

    private async Task LoadAsync(ReadEntry<T> entry)
    {
        try
        {
            var writer = await source.GetAsync(entry.Id).ConfigureAwait(false);
            entry.Read = ReadPlanCompiler.Compile<T>(writer, reader ?? writer);
        }
        catch (SchemaRegistryException exception)
        {
            Fail(entry, $"the registry does not have it ({exception.Message}).");
        }
        catch (Exception exception) when (exception is not (SchemaRegistryUnavailableException or OperationCanceledException))
        {
            // Whatever exception a schema causes in the compiler, only the data of that schema is unreadable.
            Fail(entry, exception.Message);
        }
    }

    private void Fail(ReadEntry<T> entry, string reason)
    {
        entry.Failure = reason;
        entry.FailedAt = options.TimeProvider.GetTimestamp();
    }
}
