using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>The topics of a benchmark run: made for it, filled once, deleted afterwards.</summary>
internal sealed class Cluster(string servers) : IAsyncDisposable
{
    private const int Keys = 10_000;

    private readonly IAdminClient _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
    private readonly List<string> _topics = [];

    public async Task<string> MakeTopicAsync(string name, int partitions)
    {
        var topic = $"bench-{name}-{Guid.NewGuid():N}";
        await _admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = partitions }]);
        _topics.Add(topic);
        return topic;
    }

    /// <summary>Makes a topic with records of an int64 key and 100 characters.</summary>
    public async Task<string> MakeFilledTopicAsync(string name, int partitions, long records)
    {
        var topic = await MakeTopicAsync(name, partitions);
        var config = new ProducerConfig
        {
            BootstrapServers = servers,
            LingerMs = 20,
            BatchSize = 1_000_000,
            QueueBufferingMaxMessages = 50_000,
            EnableDeliveryReports = false,
        };
        using var producer = new ProducerBuilder<byte[], byte[]>(config).Build();
        var value = Encoding.UTF8.GetBytes(new string('x', 100));
        for (var i = 0L; i < records; i++)
        {
            var key = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(key, i % Keys);
            var message = new Message<byte[], byte[]> { Key = key, Value = value };
            while (!TryProduce(producer, topic, message))
            {
                producer.Poll(TimeSpan.FromMilliseconds(100));
            }
        }

        producer.Flush();
        return topic;
    }

    public async ValueTask DisposeAsync()
    {
        if (_topics.Count > 0)
        {
            await _admin.DeleteTopicsAsync(_topics);
        }

        _admin.Dispose();
    }

    private static bool TryProduce(IProducer<byte[], byte[]> producer, string topic, Message<byte[], byte[]> message)
    {
        try
        {
            producer.Produce(topic, message);
            return true;
        }
        catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }
}
