using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// A worker's producer: idempotent, acknowledged by all replicas, optionally transactional. Successful deliveries are silent; failed ones are
/// handed to <see cref="OnDeliveryFailure"/>, on the worker's thread, inside <see cref="Poll"/>, <see cref="WaitForRoom"/> and
/// <see cref="Flush"/>. Used by one thread. Every method may throw <see cref="Errors.ClientException"/>, whose kind says what to do.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStreamProducer : IDisposable
{
    /// <summary>Hears of each failed delivery. Set before the first send. An exception it throws comes out of the call it ran in.</summary>
    DeliveryFailureHandler? OnDeliveryFailure { get; set; }

    /// <summary>
    /// Whether the client's queue has room for more than a few records. False while it is nearly full: a worker then takes no more records. Cheap enough to
    /// be asked between records.
    /// </summary>
    bool HasRoom { get; }

    /// <summary>
    /// Adds the partitions that have a record which has waited for its acknowledgement longer than a time, for example because their leader is away. Costs
    /// nothing per record; what it says may be a second or two old.
    /// </summary>
    /// <param name="longerThan">How long a record must have waited.</param>
    /// <param name="blocked">Gets the partitions; what it holds already stays.</param>
    void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked);

    /// <summary>
    /// Whether a partition has a leader, so that it makes sense to write to it. Costs no request; what it says may be a few seconds old.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <returns><see langword="false"/> only if the client knows that there is none.</returns>
    bool HasLeader(TopicPartition partition) => true;

    /// <summary>The topic of this name, the same object each time. Asks the cluster for nothing yet.</summary>
    /// <param name="name">The topic's name.</param>
    IProducerTopic GetTopic(string name);

    /// <summary>Reports failed deliveries, without waiting.</summary>
    void Poll();

    /// <summary>Waits until a record can be queued again, or the time is up, reporting failed deliveries meanwhile.</summary>
    /// <param name="timeout">How long at most.</param>
    void WaitForRoom(TimeSpan timeout);

    /// <summary>Waits until every record queued has been acknowledged or has failed.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <returns>False if records are still on their way when the time is up.</returns>
    bool Flush(TimeSpan timeout);

    /// <summary>Fences older producers of the same transactional id and finishes what they left open. Once, before the first transaction.</summary>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    void InitTransactions(TimeSpan timeout);

    /// <summary>Begins a transaction.</summary>
    void BeginTransaction();

    /// <summary>Adds consumed offsets to the open transaction.</summary>
    /// <param name="offsets">The offsets with their metadata.</param>
    /// <param name="consumer">The consumer that read them; its current group membership goes along, so that a member that was replaced is refused.</param>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout);

    /// <summary>Commits the open transaction after flushing it.</summary>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    void CommitTransaction(TimeSpan timeout);

    /// <summary>Aborts the open transaction; what is still queued is dropped silently.</summary>
    /// <param name="timeout">How long to wait for the coordinator.</param>
    void AbortTransaction(TimeSpan timeout);
}
