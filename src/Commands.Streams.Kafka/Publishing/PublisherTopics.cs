using System.Collections.Concurrent;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.ProduceFunctions;

namespace Commands.Streams.Kafka.Publishing;

/// <summary>The native handles of the topics a publisher has written to, each made once. Thread-safe while the client lives.</summary>
internal sealed class PublisherTopics(NativeClient client) : IDisposable
{
    private readonly ConcurrentDictionary<string, nint> _handles = new();
    private readonly Lock _lock = new();

    /// <summary>The handle of a topic.</summary>
    public nint Get(string name) => _handles.TryGetValue(name, out var handle) ? handle : Make(name);

    /// <summary>Gives the handles back.</summary>
    public void Dispose()
    {
        foreach (var handle in _handles.Values)
        {
            rd_kafka_topic_destroy(handle);
        }

        _handles.Clear();
    }

    private nint Make(string name)
    {
        lock (_lock)
        {
            if (!_handles.TryGetValue(name, out var handle))
            {
                handle = rd_kafka_topic_new(client.Handle, name, 0);
                _handles[name] = handle != 0 ? handle : throw KafkaErrors.Create(
                    NativeError.FromCode(client.Handle, ErrorFunctions.rd_kafka_last_error()), $"Topic '{name}' cannot be written to");
            }

            return handle;
        }
    }
}
