using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// The output partitions that a task has written to since its last commit. Each writer has a slot that caches its topic's marks, so that another record for the
/// same topic costs one store. Worker only.
/// </summary>
internal sealed class WrittenPartitions
{
    /// <summary>If there are more topics than this, a commit forgets them: issuers choose their reply topics, so the number is unbounded.</summary>
    private const int MostTopics = 100;

    private readonly Dictionary<string, Marks> _topics = [];
    private (IProducerTopic? Topic, Marks Marks)[] _slots = [];

    /// <summary>True if anything has been written.</summary>
    public bool Any { get; private set; }

    /// <summary>Called before a record is written.</summary>
    /// <param name="slot">The writer's slot, 0 or more.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="partition">The record's partition; <see cref="ProduceRecord.AnyPartition"/> if the client chooses it.</param>
    public void Add(int slot, IProducerTopic topic, int partition)
    {
        Any = true;
        var slots = _slots;
        if ((uint)slot >= (uint)slots.Length || !ReferenceEquals(slots[slot].Topic, topic))
        {
            slots = Remember(slot, topic);
        }

        slots[slot].Marks.Set(partition);
    }

    /// <summary>True if any of the given partitions has been written to.</summary>
    public bool Contains(List<TopicPartition> partitions)
    {
        if (Any)
        {
            foreach (var partition in partitions)
            {
                if (_topics.TryGetValue(partition.Topic, out var marks) && (marks.Has(partition.Partition) || marks.Has(ProduceRecord.AnyPartition)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True if every partition that has been written to is among the given ones.</summary>
    public bool AreWithin(List<TopicPartition> partitions)
    {
        foreach (var (topic, marks) in _topics)
        {
            for (var partition = ProduceRecord.AnyPartition; partition < marks.End; partition++)
            {
                if (marks.Has(partition) && !partitions.Contains(new TopicPartition(topic, partition)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Adds the partitions that have been written to. Those that the client chose are unknown and left out.</summary>
    public void AddTo(List<TopicPartition> partitions)
    {
        foreach (var (topic, marks) in _topics)
        {
            for (var partition = 0; partition < marks.End; partition++)
            {
                if (marks.Has(partition))
                {
                    partitions.Add(new TopicPartition(topic, partition));
                }
            }
        }
    }

    /// <summary>Called when everything has been committed.</summary>
    public void Clear()
    {
        if (!Any)
        {
            return;
        }

        Any = false;
        if (_topics.Count > MostTopics)
        {
            _topics.Clear();
            _slots = [];
            return;
        }

        foreach (var marks in _topics.Values)
        {
            marks.Clear();
        }
    }

    private (IProducerTopic? Topic, Marks Marks)[] Remember(int slot, IProducerTopic topic)
    {
        if (slot >= _slots.Length)
        {
            Array.Resize(ref _slots, slot + 1);
        }

        _slots[slot] = (topic, Find(topic.Name));
        return _slots;
    }

    private Marks Find(string topic)
    {
        if (!_topics.TryGetValue(topic, out var marks))
        {
            marks = new Marks();
            _topics.Add(topic, marks);
        }

        return marks;
    }

    /// <summary>The marks of one topic's partitions. The mark of partition n is at index n + 1; index 0 stands for any partition.</summary>
    private sealed class Marks
    {
        private bool[] _partitions = [];

        /// <summary>The number after the last partition that can have a mark.</summary>
        public int End => _partitions.Length - 1;

        public bool Has(int partition) => partition + 1 < _partitions.Length && _partitions[partition + 1];

        public void Set(int partition)
        {
            var partitions = _partitions;
            if ((uint)(partition + 1) >= (uint)partitions.Length)
            {
                Array.Resize(ref _partitions, Math.Max(partition + 2, 8));
                partitions = _partitions;
            }

            partitions[partition + 1] = true;
        }

        public void Clear() => Array.Clear(_partitions);
    }
}
