using Commands.Streams.Clients;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Records;
using Confluent.Kafka;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Admin;

/// <summary>
/// Looks up and makes topics of an embedded cluster. Its brokers do not answer requests to make topics, so they are made from inside; and they make
/// every topic that is asked for by name, with four partitions, so topics are looked up in the list of all.
/// </summary>
internal sealed class EmbeddedTopicAdmin(EmbeddedCluster cluster, KafkaTopicAdmin listing) : ITopicAdmin
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, int> all = await listing.ReadAllAsync(cancellationToken).ConfigureAwait(false);

        return topics.Where(all.ContainsKey).Distinct().ToDictionary(topic => topic, topic => all[topic]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken) => listing.ListTopicsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken)
    {
        foreach (TopicSpecification topic in topics)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ErrorCode code = cluster.TryCreateTopic(topic.Name, topic.Partitions);

            if (code is not (ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
            {
                throw KafkaErrors.Create(code, $"Topic '{topic.Name}' could not be created on the embedded cluster");
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken)
    {
        foreach ((TopicPartition partition, long offset) in before)
        {
            cancellationToken.ThrowIfCancellationRequested();
            cluster.DeleteRecords(partition.Topic, partition.Partition, offset);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, int> counts = await GetPartitionCountsAsync(topics, cancellationToken).ConfigureAwait(false);

        return await listing.GetTopicIdsAsync([.. counts.Keys], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(
        IReadOnlyCollection<string> topics, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, int> counts = await GetPartitionCountsAsync(topics, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, Guid> ids = await listing.GetTopicIdsAsync([.. counts.Keys], cancellationToken).ConfigureAwait(false);

        return ids.ToDictionary(topic => topic.Key, topic => new TopicDetails(topic.Value, counts[topic.Key], new Dictionary<string, string>()));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> GetOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, int> counts = await listing.ReadAllAsync(cancellationToken).ConfigureAwait(false);

        return await listing.GetOffsetsAsync(
            [.. partitions.Where(partition => partition.Partition < counts.GetValueOrDefault(partition.Topic))],
            readCommitted,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => listing.Dispose();
}
