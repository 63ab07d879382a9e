using Commands.Streams.Clients;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>A topic of a <see cref="SimulatedProducer"/>, looked up in the cluster when first needed.</summary>
internal sealed class SimulatedProducerTopic(string name, SimulatedCluster cluster, SimulatedProducer producer) : IProducerTopic
{
    private BrokerTopic? _topic;
    private int _next;

    public string Name => name;

    public int PartitionCount
    {
        get
        {
            lock (cluster.Gate)
            {
                return Topic.Logs.Count;
            }
        }
    }

    /// <summary>Sizes of records are not simulated.</summary>
    public int? MaxRecordBytes => null;

    private BrokerTopic Topic => _topic ??= cluster.Topics.Get(name);

    public bool TrySend(in ProduceRecord record, nint token)
    {
        lock (cluster.Gate)
        {
            var logs = Topic.Logs;
            var number = record.Partition == ProduceRecord.AnyPartition ? _next++ % logs.Count : record.Partition;
            return (uint)number < (uint)logs.Count
                ? producer.TryQueue(logs[number], in record, token)
                : throw BrokerErrors.UnknownPartition(new Records.TopicPartition(name, number));
        }
    }
}
