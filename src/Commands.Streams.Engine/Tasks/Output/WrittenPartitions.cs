using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// The output partitions that a task has written to since its last commit. Each writer has a slot that remembers its topic's marks, so that a record of the
/// same topic as the one before costs one store. Worker only.
/// </summary>
internal sealed class WrittenPartitions
{
    /// <summary>More topics than this are forgotten with a commit: those that issuers choose may be any number.</summary>
    private const int MostTopics = 100;

    private readonly Dictionary<string, Marks> _topics = [];
    private (IProducerTopic? Topic, Marks Marks)[] _slots = [];

    /// <summary>Whether there are any.</summary>
    public bool Any { get; private set; }

    /// <summary>A record is about to be written.</summary>
    /// <param name="slot">The writer's slot, 0 or more.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="partition">Its partition; <see cref="ProduceRecord.AnyPartition"/> stands for all of them.</param>
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

    /// <summary>Whether any of some partitions was written to.</summary>
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

    /// <summary>Whether every partition that was written to is among some.</summary>
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

    /// <summary>Adds the partitions that were written to, as far as they are known.</summary>
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

    /// <summary>Everything is committed.</summary>
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

    /// <summary>The partitions of one topic, each at its number and one more: the first place stands for any partition.</summary>
    private sealed class Marks
    {
        private bool[] _partitions = [];

        /// <summary>Beyond the last partition that can have a mark.</summary>
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
