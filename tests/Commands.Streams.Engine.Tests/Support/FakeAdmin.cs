using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>Topics in a dictionary.</summary>
internal sealed class FakeAdmin(params (string Name, int Partitions)[] topics) : ITopicAdmin
{
    private readonly Dictionary<string, int> _topics = topics.ToDictionary(topic => topic.Name, topic => topic.Partitions);

    public List<TopicSpecification> Created { get; } = [];

    /// <summary>What a question is answered with; nothing by default.</summary>
    public Func<ClientException?> Error { get; set; } = static () => null;

    /// <summary>The offset before which records were deleted.</summary>
    public Dictionary<TopicPartition, long> Deleted { get; } = [];

    /// <summary>What a deletion is answered with.</summary>
    public ClientException? DeletionError { get; set; }

    /// <summary>The settings of every topic.</summary>
    public Dictionary<string, string> Configuration { get; } = [];

    /// <summary>The ids of topics; those without one have none.</summary>
    public Dictionary<string, Guid> Ids { get; } = [];

    /// <summary>Where the logs of partitions start and end; those without an entry do not exist.</summary>
    public Dictionary<TopicPartition, LogOffsets> Offsets { get; } = [];

    /// <summary>How many questions are answered before created topics are listed.</summary>
    public int ListsAfter { get; set; }

    public Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Answer<IReadOnlyDictionary<string, int>>(() => ListsAfter-- > 0
            ? new Dictionary<string, int>()
            : topics.Where(_topics.ContainsKey).ToDictionary(topic => topic, topic => _topics[topic]));

    public Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken) => Answer<IReadOnlyList<string>>(() => [.. _topics.Keys]);

    public Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken)
    {
        foreach (var topic in topics.Where(topic => _topics.TryAdd(topic.Name, topic.Partitions)))
        {
            Created.Add(topic);
        }

        return Task.CompletedTask;
    }

    public Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken) => Answer(() =>
    {
        if (DeletionError is { } error)
        {
            throw error;
        }

        foreach (var (partition, offset) in before)
        {
            Deleted[partition] = offset;
        }

        return true;
    });

    public Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Answer<IReadOnlyDictionary<string, Guid>>(
            () => topics.Where(_topics.ContainsKey).Distinct().ToDictionary(topic => topic, topic => Ids.GetValueOrDefault(topic)));

    public Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Answer<IReadOnlyDictionary<string, TopicDetails>>(() => topics.Where(_topics.ContainsKey).Distinct().ToDictionary(
            topic => topic, topic => new TopicDetails(Ids.GetValueOrDefault(topic), _topics[topic], Configuration)));

    public Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> GetOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken) =>
        Answer<IReadOnlyDictionary<TopicPartition, LogOffsets>>(
            () => partitions.Where(Offsets.ContainsKey).Distinct().ToDictionary(partition => partition, partition => Offsets[partition]));

    public void Dispose()
    {
    }

    private Task<T> Answer<T>(Func<T> answer) => Error() is { } error ? Task.FromException<T>(error) : Run(answer);

    private static async Task<T> Run<T>(Func<T> answer)
    {
        await Task.CompletedTask;
        return answer();
    }
}
