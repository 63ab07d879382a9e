using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// A worker's producer: idempotent, acknowledged by all replicas, optionally transactional. Successful deliveries are not reported; failed ones are
/// passed to <see cref="OnDeliveryFailure"/> on the worker's thread, inside <see cref="Poll"/>, <see cref="WaitForRoom"/> and <see cref="Flush"/>.
/// Used by one thread. Every method may throw <see cref="Errors.ClientException"/>, whose kind tells what to do.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStreamProducer : IDisposable
{
    /// <summary>Called for each failed delivery. Set it before the first send. An exception it throws is rethrown by the call it ran in.</summary>
    DeliveryFailureHandler? OnDeliveryFailure { get; set; }

    /// <summary>
    /// <see langword="true"/> if the client's queue has room for more than a few records; otherwise <see langword="false"/>, and the worker takes no
    /// more records. Cheap enough to read between records.
    /// </summary>
    bool HasRoom { get; }

    /// <summary>
    /// Adds the partitions with a record that has waited for its acknowledgement longer than a given time, for example because the leader is
    /// unavailable. Costs nothing per record; the result may be a second or two old.
    /// </summary>
    /// <param name="longerThan">How long a record must have waited.</param>
    /// <param name="blocked">The list to add the partitions to; existing entries are kept.</param>
    void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked);

    /// <summary>
    /// Whether a partition has a leader, so that it makes sense to write to it. Costs no request; what it says may be a few seconds old.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <returns><see langword="false"/> only if the client knows that there is none.</returns>
    bool HasLeader(TopicPartition partition) => true;

    /// <summary>Returns the topic with a name, always the same object. Does not contact the cluster.</summary>
    /// <param name="name">The topic's name.</param>
    IProducerTopic GetTopic(string name);

    /// <summary>Reports failed deliveries, without waiting.</summary>
    void Poll();

    /// <summary>Waits until a record can be queued again or the timeout has elapsed. Reports failed deliveries meanwhile.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    void WaitForRoom(TimeSpan timeout);

    /// <summary>Waits until every queued record has been acknowledged or has failed.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <returns><see langword="true"/> if no record is left; <see langword="false"/> if records are still in flight when the timeout elapses.</returns>
    bool Flush(TimeSpan timeout);

    /// <summary>
    /// Fences older producers with the same transactional id and completes their open transactions. Call it once, before the first transaction.
    /// </summary>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    void InitTransactions(TimeSpan timeout);

    /// <summary>Begins a transaction.</summary>
    void BeginTransaction();

    /// <summary>Adds consumed offsets to the open transaction.</summary>
    /// <param name="offsets">The offsets with their metadata.</param>
    /// <param name="consumer">The consumer that read them; its current group membership is sent along, so that a replaced member is refused.</param>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout);

    /// <summary>Commits the open transaction after flushing it.</summary>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    void CommitTransaction(TimeSpan timeout);

    /// <summary>Aborts the open transaction; records that are still queued are dropped silently.</summary>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    void AbortTransaction(TimeSpan timeout);
}
