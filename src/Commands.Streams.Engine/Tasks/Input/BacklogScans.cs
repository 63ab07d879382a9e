using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// The topics whose pending records must be shown to nodes before the task takes its first record. The task needs a partition of each, scanned to its end.
/// Worker only.
/// </summary>
internal sealed class BacklogScans
{
    private readonly Dictionary<string, object> _callbacks = [];

    public bool IsEmpty => _callbacks.Count == 0;

    /// <summary>Returns the callback for a topic's backlog; null if no node asked for it, or asked with another key type.</summary>
    public Action<BacklogRecord<TKey>>? Find<TKey>(string topic) => _callbacks.GetValueOrDefault(topic) as Action<BacklogRecord<TKey>>;

    public void Add<TKey>(string topic, Action<BacklogRecord<TKey>> callback)
    {
        if (!_callbacks.TryAdd(topic, callback))
        {
            throw new InvalidOperationException($"Two nodes of a task scan the backlog of topic '{topic}'. Only one node can do that.");
        }
    }

    /// <summary>Returns a topic whose backlog must be scanned but that has no partition in the task; null if there is none.</summary>
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

    /// <summary>True if every backlog has been scanned.</summary>
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
