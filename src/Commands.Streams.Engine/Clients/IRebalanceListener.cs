using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// Called when a consumer's assignment or its position in a log changes, on the worker's thread, inside <see cref="IStreamConsumer.Poll"/> and
/// <see cref="IStreamConsumer.Close"/>. It may call all methods of the consumer and producer except <see cref="IStreamConsumer.Poll"/>. An exception
/// it throws is rethrown by the call it ran in.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRebalanceListener
{
    /// <summary>Called when partitions have been added. Records can be taken from them, starting at their committed offset.</summary>
    /// <param name="partitions">The added partitions; empty if a rebalance ended without adding any.</param>
    void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions);

    /// <summary>Called before partitions go to other members: the last chance to commit for them.</summary>
    /// <param name="partitions">The partitions being revoked.</param>
    void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions);

    /// <summary>Called when partitions have been lost: other members may already have them, and a commit would be refused.</summary>
    /// <param name="partitions">The lost partitions.</param>
    void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions);

    /// <summary>
    /// Called when the next offset to read is not in the log: retention deleted it, the log was truncated, or the topic was deleted and recreated.
    /// All earlier records have been taken. Nothing more is read from the partition until <see cref="IStreamConsumer.Seek"/> is called. Called inside
    /// <see cref="IStreamConsumer.Poll"/> only.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="position">The offset that cannot be read.</param>
    /// <param name="logStart">The oldest remaining offset; greater than <paramref name="position"/> if records were deleted.</param>
    /// <param name="logEnd">The offset after the newest record; less than <paramref name="position"/> if the log was truncated.</param>
    void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd);
}
