using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// The topics that a producer writes to. Those that were not written to for a while are let go, so that topics chosen by others, such as the reply topics
/// of issuers, do not add up. Worker only.
/// </summary>
internal sealed class ProducerTopics : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, KafkaProducerTopic> _topics = [];
    private readonly NativeClient _client;
    private readonly TimeProvider _time;
    private readonly TopicInquiry _inquiry;
    private long _askedAt;

    public ProducerTopics(NativeClient client, QueueRoom room, TimeProvider time)
    {
        _client = client;
        _time = time;
        _askedAt = time.GetTimestamp();
        _inquiry = new TopicInquiry(client, _topics.GetValueOrDefault);
        Room = room;
    }

    /// <summary>Knows how full the producer's queue is.</summary>
    public QueueRoom Room { get; }

    /// <summary>How many topics are kept.</summary>
    public int Count => _topics.Count;

    /// <summary>The topic of this name.</summary>
    public KafkaProducerTopic Get(string name)
    {
        if (!_topics.TryGetValue(name, out var topic))
        {
            topic = new KafkaProducerTopic(_client, name, this);
            _topics.Add(name, topic);
        }

        return topic;
    }

    /// <summary>What a topic takes at most, if that is known.</summary>
    public int? FindLimit(string name) => _topics.GetValueOrDefault(name)?.MaxRecordBytes;

    /// <summary>A topic is there and will be written to.</summary>
    public void Keep(KafkaProducerTopic topic)
    {
        topic.IsUsed = true;
        _topics[topic.Name] = topic;
        _inquiry.WantLimit(topic.Name);
    }

    /// <summary>A topic does not exist.</summary>
    public void Forget(KafkaProducerTopic topic)
    {
        topic.Dispose();
        if (_topics.GetValueOrDefault(topic.Name) == topic)
        {
            _topics.Remove(topic.Name);
        }
    }

    /// <summary>Asks and hears in the background.</summary>
    public void Serve()
    {
        if (_time.GetElapsedTime(_askedAt) >= Age)
        {
            _askedAt = _time.GetTimestamp();
            foreach (var topic in _topics.Values.Where(static topic => !topic.IsUsed).ToArray())
            {
                Forget(topic);
            }

            foreach (var topic in _topics.Values)
            {
                topic.IsUsed = false;
            }

            _inquiry.AskAgain(_topics.Keys);
        }

        _inquiry.Serve();
    }

    /// <summary>Lets everything go.</summary>
    public void Dispose()
    {
        _inquiry.Dispose();
        foreach (var topic in _topics.Values)
        {
            topic.Dispose();
        }
    }
}
