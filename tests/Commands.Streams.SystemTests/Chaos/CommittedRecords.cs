using System.Text;
using Confluent.Kafka;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>What a reader of what is committed sees in a topic, by Confluent's consumer.</summary>
internal static class CommittedRecords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Reads from the beginning to what the log ends with now, open transactions waited for.</summary>
    public static IReadOnlyList<(int Partition, string Value)> ReadToEnd(string servers, string topic, int partitions)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = "reader",
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnableAutoCommit = false,
            EnablePartitionEof = true,
        }).Build();
        var ends = Enumerable.Range(0, partitions).ToDictionary(partition => partition, partition => EndOf(servers, topic, partition));
        consumer.Assign(ends.Keys.Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var records = new List<(int, string)>();
        var begin = TimeProvider.System.GetTimestamp();
        while (ends.Count > 0)
        {
            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(Patience, "every transaction ends");
            switch (consumer.Consume(TimeSpan.FromSeconds(1)))
            {
                case null:
                    break;
                case { IsPartitionEOF: true } end:
                    if (ends.TryGetValue(end.Partition, out var last) && end.Offset >= last)
                    {
                        ends.Remove(end.Partition);
                    }

                    break;
                case var record:
                    records.Add((record.Partition, Encoding.UTF8.GetString(record.Message.Value)));
                    break;
            }
        }

        consumer.Close();
        return records;
    }

    /// <summary>Where the log of a partition ends, what is not committed included.</summary>
    public static long EndOf(string servers, string topic, int partition)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = servers, GroupId = "reader", IsolationLevel = IsolationLevel.ReadUncommitted }).Build();
        return consumer.QueryWatermarkOffsets(new Confluent.Kafka.TopicPartition(topic, partition), Patience).High.Value;
    }
}
