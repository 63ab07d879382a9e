using System.ComponentModel;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// Hears of changes of a consumer's assignment and of its place in a log, on the worker's thread, inside <see cref="IStreamConsumer.Poll"/> and
/// <see cref="IStreamConsumer.Close"/>. It may call the consumer's and producer's methods, <see cref="IStreamConsumer.Poll"/> excepted.
/// An exception it throws comes out of the call it ran in.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRebalanceListener
{
    /// <summary>Partitions were added. They are ready to be taken from, starting at their committed offset.</summary>
    /// <param name="partitions">The partitions added; empty when a rebalance ended without any.</param>
    void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions);

    /// <summary>Partitions are about to go to other members: the last moment to commit for them.</summary>
    /// <param name="partitions">The partitions that leave.</param>
    void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions);

    /// <summary>Partitions are gone: other members may have them already, and a commit would be refused.</summary>
    /// <param name="partitions">The partitions lost.</param>
    void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions);

    /// <summary>
    /// The next offset to read is not in the log: retention deleted it, the log was truncated, or the topic was deleted and created anew. Everything
    /// before it was taken. Nothing more is read from the partition until <see cref="IStreamConsumer.Seek"/>. Called inside
    /// <see cref="IStreamConsumer.Poll"/> only.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="position">The offset that cannot be read.</param>
    /// <param name="logStart">The oldest offset that is still there; more than <paramref name="position"/> if records were deleted.</param>
    /// <param name="logEnd">The offset behind the newest record; less than <paramref name="position"/> if the log became shorter.</param>
    void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd);
}
