using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// The topics whose pending records the nodes of a task want to see before it takes its first: each must have its partition here, looked through to the
/// end. Worker only.
/// </summary>
internal sealed class BacklogScans
{
    private readonly Dictionary<string, object> _callbacks = [];

    public bool IsEmpty => _callbacks.Count == 0;

    /// <summary>The callback for a topic's backlog; null if nobody asked for it, or for another type of keys.</summary>
    public Action<BacklogRecord<TKey>>? Find<TKey>(string topic) => _callbacks.GetValueOrDefault(topic) as Action<BacklogRecord<TKey>>;

    public void Add<TKey>(string topic, Action<BacklogRecord<TKey>> callback)
    {
        if (!_callbacks.TryAdd(topic, callback))
        {
            throw new InvalidOperationException($"Two nodes of a task scan the backlog of topic '{topic}'. Only one node can do that.");
        }
    }

    /// <summary>A topic whose backlog must be scanned but that has no partition here; null if there is none.</summary>
    public string? FindMissing(List<RecordQueue> queues)
    {
        foreach (var topic in _callbacks.Keys)
        {
            var isHere = false;
            foreach (var queue in queues)
            {
                isHere |= queue.Topic == topic;
            }

            if (!isHere)
            {
                return topic;
            }
        }

        return null;
    }

    /// <summary>Whether everything was looked through.</summary>
    public bool AreDone(List<RecordQueue> queues)
    {
        foreach (var topic in _callbacks.Keys)
        {
            var isDone = false;
            foreach (var queue in queues)
            {
                isDone |= queue.Topic == topic && !queue.IsScanning;
            }

            if (!isDone)
            {
                return false;
            }
        }

        return true;
    }
}
