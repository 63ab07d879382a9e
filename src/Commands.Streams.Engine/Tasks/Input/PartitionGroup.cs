using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Input;

/// <summary>
/// The queues of a task, with a binary heap of those that have a head. The next record is the head with the smallest timestamp. Stream time is the largest
/// timestamp of any record taken; it never goes back. Worker only.
/// </summary>
internal sealed class PartitionGroup
{
    private readonly List<RecordQueue> _queues = [];
    private Head[] _heap = new Head[1];
    private int _count;

    /// <summary>Typed as a list, because enumerating an interface would allocate.</summary>
    public List<RecordQueue> Queues => _queues;

    public long StreamTime { get; private set; } = CommitMetadata.UnknownTime;

    /// <summary>True if every queue has a head, so that the choice by timestamp is certain.</summary>
    public bool AllHaveHeads => _count == _queues.Count;

    public bool AnyHasHead => _count > 0;

    public void Add(RecordQueue queue)
    {
        _queues.Add(queue);
        Array.Resize(ref _heap, Math.Max(_queues.Count, 1));
        StreamTime = Math.Max(StreamTime, queue.PartitionTime);
        Offer(queue);
    }

    public void Remove(RecordQueue queue)
    {
        queue.Close();
        _queues.Remove(queue);
        Head[] heads = [.. _heap.AsSpan(0, _count)];
        _count = 0;
        foreach (var head in heads)
        {
            Offer(head.Queue);
        }
    }

    public RecordQueue? Find(TopicPartition partition)
    {
        foreach (var queue in _queues)
        {
            if (queue.TopicPartition == partition)
            {
                return queue;
            }
        }

        return null;
    }

    /// <summary>Takes the queue with the smallest head out of the heap. Call <see cref="Offer"/> to put it back once its head has been processed.</summary>
    public RecordQueue? Take()
    {
        if (_count == 0)
        {
            return null;
        }

        var taken = _heap[0].Queue;
        var last = _heap[--_count].Queue;
        if (_count > 0)
        {
            SiftDown(last);
        }

        if (taken.Timestamp > StreamTime)
        {
            StreamTime = taken.Timestamp;
        }

        return taken;
    }

    /// <summary>Puts a queue into the heap if it has a head.</summary>
    public void Offer(RecordQueue queue)
    {
        if (!queue.HasHead)
        {
            return;
        }

        var position = _count++;
        while (position > 0)
        {
            var parent = (position - 1) >> 1;
            if (queue.Timestamp >= _heap[parent].Queue.Timestamp)
            {
                break;
            }

            _heap[position] = _heap[parent];
            position = parent;
        }

        _heap[position] = new Head(queue);
    }

    private void SiftDown(RecordQueue queue)
    {
        var position = 0;
        while (2 * position + 1 < _count)
        {
            var child = 2 * position + 1;
            if (child + 1 < _count && _heap[child].Queue.Timestamp > _heap[child + 1].Queue.Timestamp)
            {
                child++;
            }

            if (queue.Timestamp <= _heap[child].Queue.Timestamp)
            {
                break;
            }

            _heap[position] = _heap[child];
            position = child;
        }

        _heap[position] = new Head(queue);
    }

    // A struct, because a store into an array of an unsealed class checks the element's type each time; a store into an array of structs does not.
    private readonly record struct Head(RecordQueue Queue);
}
