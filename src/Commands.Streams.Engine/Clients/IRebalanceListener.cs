using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>
/// Hears of changes of a consumer's assignment, on the worker's thread, inside <see cref="IStreamConsumer.Poll"/> and
/// <see cref="IStreamConsumer.Close"/>. It may call the consumer's and producer's methods, <see cref="IStreamConsumer.Poll"/> excepted.
/// An exception it throws comes out of the call it ran in.
/// </summary>
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
}
