using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// A member of a consumer group. Every assigned partition has a queue of its own, filled ahead by the client up to a bound; the worker takes from
/// each what its tasks have room for, so a busy task holds nobody up and nothing is ever paused. Used by one thread.
/// Every method may throw <see cref="Errors.ClientException"/>, whose kind says what to do.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStreamConsumer : IDisposable
{
    /// <summary>Joins the group for these topics.</summary>
    /// <param name="subscription">Topics and patterns.</param>
    /// <param name="listener">Hears of every change of the assignment.</param>
    void Subscribe(TopicSubscription subscription, IRebalanceListener listener);

    /// <summary>
    /// Serves the group without waiting: rebalances, errors, logs. Call it often, at least once per <c>max.poll.interval.ms</c>, records or not.
    /// </summary>
    void Poll();

    /// <summary>Takes records that are there already, without waiting.</summary>
    /// <param name="partition">An assigned partition.</param>
    /// <param name="maxRecords">At most so many, 1 or more.</param>
    /// <returns>A batch that the caller disposes, or <see langword="null"/> if nothing is there.</returns>
    RecordBatch? Take(TopicPartition partition, int maxRecords);

    /// <summary>
    /// Whether everything that the last fetch knew of was taken: the fetched lag is known and 0. False before the first fetch was answered.
    /// </summary>
    /// <param name="partition">An assigned partition.</param>
    bool IsAtEnd(TopicPartition partition);

    /// <summary>
    /// Whether everything was taken that was in the log at the last fetch, and nothing there belongs to a transaction that is still open. False before the
    /// first fetch was answered.
    /// </summary>
    /// <param name="partition">An assigned partition.</param>
    bool IsAtLogEnd(TopicPartition partition);

    /// <summary>
    /// The offset behind everything that <see cref="Take"/> handed out and behind what the client passed over after it: markers of transactions, records of
    /// aborted ones, records that compaction took away. At the end of the log it is the log's end; reading committed records, the last stable offset. It
    /// never passes a record that was not taken. What was passed over is known with the call of <see cref="Take"/> that finds nothing behind it.
    /// </summary>
    /// <param name="partition">An assigned partition.</param>
    /// <returns>The offset, or <see cref="Offsets.Unknown"/> before anything is known.</returns>
    long Position(TopicPartition partition);

    /// <summary>
    /// The ids of topics, by which a topic that was deleted and created anew differs from the old one of the same name. Waits for the cluster's answer.
    /// </summary>
    /// <param name="topics">The topics' names.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <returns>
    /// The id of each topic that exists, <see cref="Guid.Empty"/> if the cluster has no ids; topics that do not exist are not in it.
    /// </returns>
    IReadOnlyDictionary<string, Guid> TopicIds(IReadOnlyCollection<string> topics, TimeSpan timeout);

    /// <summary>
    /// The id of the cluster, by which a cluster that offsets were copied to differs from the one that they were committed in. Waits for the answer.
    /// </summary>
    /// <param name="timeout">How long to wait.</param>
    /// <returns>The id, or <see langword="null"/> if the cluster has none.</returns>
    string? ClusterId(TimeSpan timeout);

    /// <summary>Reads on from another place; what was queued is dropped.</summary>
    /// <param name="partition">An assigned partition.</param>
    /// <param name="offset">An offset, <see cref="Offsets.Beginning"/> or <see cref="Offsets.End"/>.</param>
    void Seek(TopicPartition partition, long offset);

    /// <summary>The group's committed offsets, with <see cref="Offsets.Unknown"/> if there is none.</summary>
    /// <param name="partitions">The partitions asked for.</param>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    /// <returns>One for each partition asked for, in that order.</returns>
    IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout);

    /// <summary>Commits offsets with their metadata and waits for the coordinator's answer.</summary>
    /// <param name="offsets">What to commit; must not be empty.</param>
    void Commit(IReadOnlyList<OffsetCommit> offsets);

    /// <summary>Leaves the group. <see cref="IRebalanceListener.OnPartitionsRevoked"/> is called first, if partitions are assigned.</summary>
    void Close();
}
