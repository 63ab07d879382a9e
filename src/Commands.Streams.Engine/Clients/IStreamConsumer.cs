using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// A member of a consumer group. Every assigned partition has its own queue, which the client prefetches into up to a bound; the worker takes as many
/// records from each as its tasks have room for, so a busy task does not hold up others and partitions are never paused. Used by one thread. Every
/// method may throw <see cref="Errors.ClientException"/>, whose kind tells what to do.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStreamConsumer : IDisposable
{
    /// <summary>Joins the group for these topics.</summary>
    /// <param name="subscription">The topics and patterns.</param>
    /// <param name="listener">Called for every change of the assignment.</param>
    void Subscribe(TopicSubscription subscription, IRebalanceListener listener);

    /// <summary>
    /// Serves the group without waiting: rebalances, errors, logs. Call it often, at least once per <c>max.poll.interval.ms</c>, even if there are no
    /// records.
    /// </summary>
    void Poll();

    /// <summary>Takes records that have already been fetched, without waiting.</summary>
    /// <param name="partition">An assigned partition.</param>
    /// <param name="maxRecords">The largest number of records to take, 1 or more.</param>
    /// <returns>A batch that the caller disposes, or <see langword="null"/> if there are no records.</returns>
    RecordBatch? Take(TopicPartition partition, int maxRecords);

    /// <summary>
    /// Returns <see langword="true"/> if all records known from the last fetch have been taken, that is, the fetched lag is known and 0; otherwise
    /// <see langword="false"/>, also before the first fetch has been answered.
    /// </summary>
    /// <param name="partition">An assigned partition.</param>
    bool IsAtEnd(TopicPartition partition);

    /// <summary>
    /// Returns <see langword="true"/> if all records that were in the log at the last fetch have been taken and none of them belongs to a transaction
    /// that is still open; otherwise <see langword="false"/>, also before the first fetch has been answered.
    /// </summary>
    /// <param name="partition">An assigned partition.</param>
    bool IsAtLogEnd(TopicPartition partition);

    /// <summary>
    /// Returns the offset after all records that <see cref="Take"/> has returned and after everything that the client has skipped behind them:
    /// transaction markers, records of aborted transactions, and records removed by compaction. At the end of the log, this is the end offset, or the
    /// last stable offset when reading committed records only. It never passes a record that was not taken. Skipped offsets are known once a call of
    /// <see cref="Take"/> finds no record after them.
    /// </summary>
    /// <param name="partition">An assigned partition.</param>
    /// <returns>The offset, or <see cref="Offsets.Unknown"/> if it is not known yet.</returns>
    long Position(TopicPartition partition);

    /// <summary>
    /// Returns the ids of topics, which distinguish a topic that was deleted and recreated from its predecessor of the same name. Waits for the
    /// cluster's answer.
    /// </summary>
    /// <param name="topics">The names of the topics.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <returns>The id of each topic that exists, <see cref="Guid.Empty"/> if the cluster has no ids; topics that do not exist are absent.</returns>
    IReadOnlyDictionary<string, Guid> TopicIds(IReadOnlyCollection<string> topics, TimeSpan timeout);

    /// <summary>
    /// The id of the cluster, by which a cluster that offsets were copied to differs from the one that they were committed in. Waits for the answer.
    /// </summary>
    /// <param name="timeout">How long to wait.</param>
    /// <returns>The id, or <see langword="null"/> if the cluster has none.</returns>
    string? ClusterId(TimeSpan timeout);

    /// <summary>Continues reading at another offset and discards queued records.</summary>
    /// <param name="partition">An assigned partition.</param>
    /// <param name="offset">An offset, <see cref="Offsets.Beginning"/> or <see cref="Offsets.End"/>.</param>
    void Seek(TopicPartition partition, long offset);

    /// <summary>Returns the group's committed offsets, with <see cref="Offsets.Unknown"/> for partitions without one.</summary>
    /// <param name="partitions">The partitions to look up.</param>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    /// <returns>One entry per requested partition, in the same order.</returns>
    IReadOnlyList<OffsetCommit> Committed(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout);

    /// <summary>Commits offsets with their metadata and waits for the coordinator's answer.</summary>
    /// <param name="offsets">The offsets to commit; must not be empty.</param>
    void Commit(IReadOnlyList<OffsetCommit> offsets);

    /// <summary>Leaves the group. If partitions are assigned, calls <see cref="IRebalanceListener.OnPartitionsRevoked"/> first.</summary>
    void Close();
}
