using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <summary>A consumer of whatever cluster, stepped by the test's thread.</summary>
internal sealed class ContractMember : IRebalanceListener, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly AutoResetEvent _signal = new(false);

    public ContractMember(IStreamsClient client, string group, string topic, OffsetReset reset = OffsetReset.Earliest)
    {
        Consumer = client.CreateConsumer(
            new ConsumerSettings { GroupId = group, ClientId = "member", ReadCommitted = true, OffsetReset = reset, Wake = () => _signal.Set() });
        Consumer.Subscribe(new TopicSubscription([topic], []), this);
    }

    public IStreamConsumer Consumer { get; }

    public HashSet<TopicPartition> Assigned { get; } = [];

    public List<(TopicPartition Partition, long Position, long LogStart, long LogEnd)> Losses { get; } = [];

    /// <summary>Whether a partition whose place was lost is read from its beginning.</summary>
    public bool SeeksWhenLost { get; set; } = true;

    public Action<IReadOnlyList<TopicPartition>>? Revoking { get; set; }

    public static void PollUntil(Func<bool> condition, string what, params ContractMember[] members)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            foreach (var member in members)
            {
                member.Consumer.Poll();
            }

            if (condition())
            {
                return;
            }

            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(Deadline, what);
            members[0]._signal.WaitOne(20);
        }
    }

    /// <summary>The values of so many records of a partition.</summary>
    public string Take(TopicPartition partition, int count)
    {
        var values = new StringBuilder();
        PollUntil(
            () =>
            {
                while (values.Length < count && Assigned.Contains(partition) && Consumer.Take(partition, count - values.Length) is { } batch)
                {
                    using (batch)
                    {
                        for (var i = 0; i < batch.Count; i++)
                        {
                            batch.Read(i, out var record);
                            values.Append(Encoding.UTF8.GetString(record.Value));
                        }
                    }
                }

                return values.Length >= count;
            },
            $"{count} records of {partition}",
            this);
        return values.ToString();
    }

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions) => Assigned.UnionWith(partitions);

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions)
    {
        Revoking?.Invoke(partitions);
        Assigned.ExceptWith(partitions);
    }

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions) => Assigned.ExceptWith(partitions);

    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd)
    {
        Losses.Add((partition, position, logStart, logEnd));
        if (SeeksWhenLost)
        {
            Consumer.Seek(partition, Offsets.Beginning);
        }
    }

    public void Dispose()
    {
        Consumer.Dispose();
        _signal.Dispose();
    }
}
