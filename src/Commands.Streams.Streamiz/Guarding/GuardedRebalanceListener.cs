using Confluent.Kafka;
using Streamiz.Kafka.Net.Kafka;

namespace Commands.Streams.Guarding;

/// <summary>
/// Streamiz stands still for ever, and looks alive, if it cannot commit while its partitions are taken away, for example because its group has
/// expelled it. They
/// are then lost instead: Streamiz drops its tasks and goes on, and whoever has the partitions next starts from what was committed.
/// </summary>
internal sealed class GuardedRebalanceListener(IConsumerRebalanceListener inner, ApplicationGuard application) : IConsumerRebalanceListener
{
    public void PartitionsAssigned(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) => inner.PartitionsAssigned(consumer, partitions);

    public void PartitionsRevoked(IConsumer<byte[], byte[]> consumer, List<TopicPartitionOffset> partitions)
    {
        try
        {
            inner.PartitionsRevoked(consumer, partitions);
        }
        catch (Exception exception)
        {
            try
            {
                inner.PartitionsLost(consumer, partitions);
            }
            catch (Exception second)
            {
                application.Report(new AggregateException("Streamiz could not give up its partitions.", exception, second));
                throw;
            }

            // Streamiz takes it for a task that has moved, and joins its group again.
            throw;
        }
    }

    public void PartitionsLost(IConsumer<byte[], byte[]> consumer, List<TopicPartitionOffset> partitions) => inner.PartitionsLost(consumer, partitions);
}
