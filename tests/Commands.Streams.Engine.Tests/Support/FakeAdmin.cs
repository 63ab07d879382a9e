using Commands.Streams.Clients;

namespace Commands.Streams.Tests.Support;

/// <summary>Topics in a dictionary.</summary>
internal sealed class FakeAdmin(params (string Name, int Partitions)[] topics) : ITopicAdmin
{
    private readonly Dictionary<string, int> _topics = topics.ToDictionary(topic => topic.Name, topic => topic.Partitions);

    public List<TopicSpecification> Created { get; } = [];

    public Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, int>>(topics.Where(_topics.ContainsKey).ToDictionary(topic => topic, topic => _topics[topic]));

    public Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. _topics.Keys]);

    public Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken)
    {
        foreach (var topic in topics.Where(topic => _topics.TryAdd(topic.Name, topic.Partitions)))
        {
            Created.Add(topic);
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }
}
