using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Staging;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Tasks.Storing;

/// <summary>Connects a store with the task that uses it: which record is at work, and where its changelog is. Worker only.</summary>
internal sealed class StoreContext : IStoreContext
{
    private readonly TaskContext _context;
    private readonly TaskStore _store;
    private readonly nint _token;
    private IProducerTopic? _topic;

    public StoreContext(TaskContext context, TaskStore store)
    {
        _context = context;
        _store = store;
        ChangelogTopic = Changelogs.TopicOf(context.ApplicationId, store.Name);
        if (store.Builder.IsLogged)
        {
            _token = context.Collector.RegisterPreserved();
        }
    }

    public string ChangelogTopic { get; }

    public EntryInfo BeginWrite()
    {
        var input = _context.Input;
        input.Writes.TouchesStores = true;
        return new EntryInfo(input.Timestamp, input.Headers, input.Topic, input.Partition, input.Offset);
    }

    public void Log(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool hasValue, long timestamp, Headers headers)
    {
        var record = new ProduceRecord
        {
            Key = key,
            HasKey = true,
            Value = value,
            HasValue = hasValue,
            Partition = _context.TaskId.Partition,
            Timestamp = Math.Max(timestamp, 0),
            Headers = headers,
        };
        try
        {
            _topic ??= _context.Collector.GetTopic(ChangelogTopic);
            _context.Collector.SendPreserved(_topic, in record, _token);
        }
        catch (ClientException exception)
        {
            var failed = $"Task {_context.TaskId} could not write an entry of state store '{_store.Name}' to its changelog '{ChangelogTopic}'";
            if (!ProducerErrors.IsAboutRecord(exception))
            {
                throw ProducerErrors.OfSend(failed, exception);
            }

            // Nobody is asked: without this record, the store would differ from its changelog.
            throw new ProductionException($"{failed}: {exception.Message}", exception) { IsVerdict = true };
        }
    }

    public void OnExpired() => _context.Metrics.Dropped++;
}
