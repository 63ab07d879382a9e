using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>An administrator whose subclasses make a mistake; by itself it makes none.</summary>
internal class BuggyAdmin(ITopicAdmin inner) : ITopicAdmin
{
    public Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        inner.GetPartitionCountsAsync(topics, cancellationToken);

    public Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken) => inner.ListTopicsAsync(cancellationToken);

    public Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken) =>
        inner.CreateTopicsAsync(topics, cancellationToken);

    public virtual Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken) =>
        inner.DeleteRecordsAsync(before, cancellationToken);

    public virtual Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        inner.GetTopicIdsAsync(topics, cancellationToken);

    public Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        inner.DescribeTopicsAsync(topics, cancellationToken);

    public Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> GetOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken) =>
        inner.GetOffsetsAsync(partitions, readCommitted, cancellationToken);

    public void Dispose() => inner.Dispose();
}

/// <summary>Deletes nothing.</summary>
internal sealed class HoardingAdmin(ITopicAdmin inner) : BuggyAdmin(inner)
{
    public override Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Knows topics by their names alone.</summary>
internal sealed class NamesOnlyAdmin(ITopicAdmin inner) : BuggyAdmin(inner)
{
    public override Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, Guid>>(new Dictionary<string, Guid>());
}
