using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>Topics of a <see cref="SimulatedCluster"/>. Every answer is there at once.</summary>
internal sealed class SimulatedAdmin(SimulatedCluster cluster) : ITopicAdmin
{
    public Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        lock (cluster.Gate)
        {
            var counts = new Dictionary<string, int>();
            foreach (var name in topics)
            {
                if (cluster.Topics.Find(name) is { } topic)
                {
                    counts[name] = topic.Logs.Count;
                }
            }

            return Task.FromResult<IReadOnlyDictionary<string, int>>(counts);
        }
    }

    public Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken)
    {
        lock (cluster.Gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. cluster.Topics.All.Select(topic => topic.Name)]);
        }
    }

    public Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken)
    {
        foreach (var topic in topics)
        {
            lock (cluster.Gate)
            {
                if (!cluster.Topics.Contains(topic.Name))
                {
                    cluster.CreateTopic(topic.Name, topic.Partitions);
                    cluster.Topics.Get(topic.Name).Configuration = topic.Configuration;
                }
            }
        }

        return Task.CompletedTask;
    }

    public Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken)
    {
        foreach (var (partition, offset) in before)
        {
            cluster.DeleteRecords(partition, offset);
        }

        return Task.CompletedTask;
    }

    public async Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        (await DescribeTopicsAsync(topics, cancellationToken)).ToDictionary(topic => topic.Key, topic => topic.Value.Id);

    public Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        lock (cluster.Gate)
        {
            var details = new Dictionary<string, TopicDetails>();
            foreach (var topic in cluster.Topics.All)
            {
                if (topics.Contains(topic.Name))
                {
                    details[topic.Name] = new TopicDetails(topic.Id, topic.Logs.Count, topic.Configuration);
                }
            }

            return Task.FromResult<IReadOnlyDictionary<string, TopicDetails>>(details);
        }
    }

    public Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> GetOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken)
    {
        lock (cluster.Gate)
        {
            cluster.Transactions.Expire();
            var offsets = new Dictionary<TopicPartition, LogOffsets>();
            foreach (var partition in partitions)
            {
                if (cluster.Topics.FindLog(partition) is not { } log)
                {
                    continue;
                }

                if (!cluster.HasLeader(log))
                {
                    return Task.FromException<IReadOnlyDictionary<TopicPartition, LogOffsets>>(BrokerErrors.NoLeader(partition));
                }

                offsets[partition] = new LogOffsets(log.StartOffset, log.EndFor(readCommitted));
            }

            return Task.FromResult<IReadOnlyDictionary<TopicPartition, LogOffsets>>(offsets);
        }
    }

    public void Dispose()
    {
    }
}
