using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>Topics in a dictionary.</summary>
internal sealed class FakeAdmin(params (string Name, int Partitions)[] topics) : ITopicAdmin
{
    private readonly Dictionary<string, int> _topics = topics.ToDictionary(topic => topic.Name, topic => topic.Partitions);

    public List<TopicSpecification> Created { get; } = [];

    /// <summary>The offset before which records were deleted.</summary>
    public Dictionary<TopicPartition, long> Deleted { get; } = [];

    /// <summary>The settings of every topic.</summary>
    public Dictionary<string, string> Configuration { get; } = [];

    /// <summary>What a question is answered with; nothing by default.</summary>
    public Func<ClientException?> Error { get; set; } = static () => null;

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        Asked++;
        return Error() is { } error
            ? Task.FromException<IReadOnlyDictionary<string, int>>(error)
            : Task.FromResult<IReadOnlyDictionary<string, int>>(topics.Where(_topics.ContainsKey).ToDictionary(topic => topic, topic => _topics[topic]));
    }

    public Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([.. _topics.Keys]);

    public Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken)
    {
        foreach (var topic in topics.Where(topic => _topics.TryAdd(topic.Name, topic.Partitions)))
        {
            Created.Add(topic);
        }

        return Task.CompletedTask;
    }

    public Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken)
    {
        foreach (var (partition, offset) in before)
        {
            Deleted[partition] = offset;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, TopicDetails>>(
            topics.Where(_topics.ContainsKey).ToDictionary(topic => topic, topic => new TopicDetails(Guid.Empty, _topics[topic], Configuration)));

    public void Dispose()
    {
    }
}
