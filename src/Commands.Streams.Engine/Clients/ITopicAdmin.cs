using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>Looks up and creates topics. Thread-safe. Every method may throw <see cref="Errors.ClientException"/>.</summary>
public interface ITopicAdmin : IDisposable
{
    /// <summary>Returns partition counts. If the cluster creates missing topics automatically, this call may create them.</summary>
    /// <param name="topics">The names of the topics.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    /// <returns>The count of each topic that exists; missing topics are absent.</returns>
    Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>Returns the names of all topics except the cluster's internal ones.</summary>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken);

    /// <summary>Creates topics. Topics that already exist are left unchanged; this is not an error.</summary>
    /// <param name="topics">The topics to create.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the records before an offset in each partition. The log then starts at that offset. It is not an error if the log already starts
    /// later, or if the cluster cannot delete records and keeps them.
    /// </summary>
    /// <param name="before">The first offset to keep, by partition.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken);

    /// <summary>Returns the ids of topics, which distinguish a recreated topic from its predecessor of the same name. Does not create topics.</summary>
    /// <param name="topics">The names of the topics.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    /// <returns>The id of each topic that exists, empty if the cluster has no ids; missing topics are absent.</returns>
    Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>Describes topics, without creating any.</summary>
    /// <param name="topics">The names of the topics.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    /// <returns>The details of each topic that exists; missing topics are absent.</returns>
    Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>Returns where the logs of partitions start and end, without creating topics.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="readCommitted">
    /// <see langword="true"/> to end each log at its last stable offset, which is where readers of committed records stop; otherwise
    /// <see langword="false"/>.
    /// </param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    /// <returns>The offsets of each partition that exists; missing partitions are absent.</returns>
    Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> GetOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken);
}
