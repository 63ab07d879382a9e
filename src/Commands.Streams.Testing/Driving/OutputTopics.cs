using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Driving;

/// <summary>The records that the topology has written and the test has not read, by topic, in the order written.</summary>
internal sealed class OutputTopics
{
    private readonly Dictionary<string, Queue<InMemoryRecord>> _unread = [];

    public IReadOnlyCollection<string> Names => _unread.Keys;

    public void Add(string topic, InMemoryRecord record)
    {
        if (!_unread.TryGetValue(topic, out var queue))
        {
            queue = new Queue<InMemoryRecord>();
            _unread.Add(topic, queue);
        }

        queue.Enqueue(record);
    }

    public int Count(string topic) => _unread.TryGetValue(topic, out var queue) ? queue.Count : 0;

    public InMemoryRecord Take(string topic)
    {
        if (!_unread.TryGetValue(topic, out var queue))
        {
            throw new InvalidOperationException($"Nothing has been written to topic '{topic}' yet. Topics written to so far: {NameList.Format(_unread.Keys)}.");
        }

        return queue.TryDequeue(out var record)
            ? record
            : throw new InvalidOperationException(
                $"Topic '{topic}' is empty: every record written to it has been read. Check IsEmpty first, or pipe more input.");
    }
}
