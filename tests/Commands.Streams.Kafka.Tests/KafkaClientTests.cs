using Commands.Streams.Clients;
using Commands.Streams.Kafka.Tests.Groups;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests;

public sealed class KafkaClientTests
{
    [Test]
    public void Description_is_the_address_that_counts()
    {
        var options = new KafkaOptions { BootstrapServers = "a:1", Properties = { ["bootstrap.servers"] = "b:1" } };

        new KafkaClient(options).Description.Should().Be("a:1");

        options.Consumer.BootstrapServers = "c:1";
        new KafkaClient(options).Description.Should().Be("c:1");
    }

    [Test]
    public void Cluster_outside_this_process_is_taken_to_support_exactly_once() =>
        new KafkaClient(new KafkaOptions { BootstrapServers = "a:1" }).SupportsExactlyOnce.Should().BeTrue();

    [Test]
    public async Task What_a_publisher_writes_a_consumer_reads()
    {
        using EmbeddedCluster cluster = EmbeddedCluster.Start();
        using KafkaClient client = cluster.CreateClient();
        cluster.CreateTopic("orders", 1);
        await using IRecordPublisher publisher = client.CreatePublisher("issuer");

        RecordMetadata written = await publisher.PublishAsync("orders", Record(), TimeSpan.FromSeconds(10));

        written.Partition.Should().Be(new TopicPartition("orders", 0));
        using var member = new Member(client, "warehouse", "orders");
        byte[]? read = null;
        Member.PollUntil(() => member.Assigned.Count == 1 && (read = Take(member)) is not null, member);
        read.Should().Equal("value"u8.ToArray());
    }

    private static ProduceRecord Record() =>
        new() { Key = "key"u8, Value = "value"u8, HasKey = true, HasValue = true, Partition = ProduceRecord.AnyPartition };

    private static byte[]? Take(Member member)
    {
        using RecordBatch? batch = member.Consumer.Take(new TopicPartition("orders", 0), 1);

        if (batch is null)
        {
            return null;
        }

        batch.Read(0, out RawRecord record);

        return record.Value.ToArray();
    }
}
