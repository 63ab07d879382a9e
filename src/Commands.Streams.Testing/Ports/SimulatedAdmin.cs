using Commands.Streams.Clients;

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
                }
            }
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }
}
