using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>Looks up and makes topics. Thread-safe. Every method may throw <see cref="Errors.ClientException"/>.</summary>
public interface ITopicAdmin : IDisposable
{
    /// <summary>Asks for partition counts. A topic that the cluster makes by itself when asked for is made.</summary>
    /// <param name="topics">The topics' names.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The count for each topic that exists; the others are not in it.</returns>
    Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>The names of all topics, internal ones of the cluster left out.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken);

    /// <summary>Makes topics. One that exists already is left as it is, and that is no error.</summary>
    /// <param name="topics">What to make.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the records before an offset of each partition. The log then starts there. An offset that the log has passed already is no error. A cluster
    /// that cannot delete records leaves them, and that is no error either.
    /// </summary>
    /// <param name="before">The first offset that stays, by partition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken);

    /// <summary>Asks for the ids by which a topic that was created again differs from the old one of that name, without creating any.</summary>
    /// <param name="topics">The topics' names.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of each topic that exists, empty if the cluster has none; the others are not in it.</returns>
    Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);

    /// <summary>Describes topics, without creating any.</summary>
    /// <param name="topics">The topics' names.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is known of each topic that exists; the others are not in it.</returns>
    Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken);
}
