using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>Reads the receipts that are committed, by Confluent's consumer.</summary>
internal sealed class Receipts : IDisposable
{
    private const string Topic = "dispatch_receipts";
    private const int Partitions = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IConsumer<byte[], byte[]> _consumer;

    public Receipts(string servers) => _consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
    {
        BootstrapServers = servers,
        GroupId = "receipts",
        IsolationLevel = IsolationLevel.ReadCommitted,
        EnableAutoCommit = false,
        EnablePartitionEof = true,
    }).Build();

    /// <summary>Reads from the beginning to what the log ends with now, open transactions waited for.</summary>
    public IReadOnlyList<(long OrderId, string CorrelationId, string Status, byte[]? Value)> ReadToEnd()
    {
        var ends = Enumerable.Range(0, Partitions)
            .Select(partition => new Confluent.Kafka.TopicPartition(Topic, partition))
            .ToDictionary(partition => partition, HighWatermark);
        _consumer.Assign(ends.Keys.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var receipts = new List<(long, string, string, byte[]?)>();
        var begin = TimeProvider.System.GetTimestamp();
        while (ends.Count > 0)
        {
            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(Patience, "every transaction ends");
            if (_consumer.Consume(TimeSpan.FromSeconds(1)) is not { } result)
            {
                continue;
            }

            if (result.IsPartitionEOF)
            {
                if (ends.TryGetValue(result.TopicPartition, out var end) && result.Offset >= end)
                {
                    ends.Remove(result.TopicPartition);
                }
            }
            else
            {
                receipts.Add((
                    BinaryPrimitives.ReadInt64BigEndian(result.Message.Key),
                    Header(result.Message.Headers, "kafka_correlationId"),
                    Header(result.Message.Headers, "command-status"),
                    result.Message.Value));
            }
        }

        return receipts;
    }

    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }

    private static string Header(Confluent.Kafka.Headers headers, string name) =>
        headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : string.Empty;

    private long HighWatermark(Confluent.Kafka.TopicPartition partition)
    {
        using var uncommitted = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA"),
            GroupId = "receipts",
            IsolationLevel = IsolationLevel.ReadUncommitted,
        }).Build();
        return uncommitted.QueryWatermarkOffsets(partition, Patience).High.Value;
    }
}
