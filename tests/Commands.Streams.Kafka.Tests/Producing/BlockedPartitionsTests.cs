using System.Text;
using Commands.Streams.Kafka.Producing;
using Commands.Streams.Kafka.Tests.Support;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Producing;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BlockedPartitionsTests
{
    private readonly BlockedPartitions _blocked = new();

    [Test]
    public void Partition_is_blocked_while_records_wait_and_none_is_acknowledged()
    {
        Read(1, Partition(0, waiting: 2, acknowledged: 7), Partition(1, waiting: 0, acknowledged: 3));
        Read(3, Partition(0, waiting: 5, acknowledged: 7), Partition(1, waiting: 1, acknowledged: 3));

        Collect(seconds: 1, at: 3).Should().Equal(new TopicPartition("orders", 0));
        Collect(seconds: 3, at: 3).Should().BeEmpty();
        Collect(seconds: 1, at: 5).Should().Equal(new TopicPartition("orders", 0), new TopicPartition("orders", 1));
    }

    [Test]
    public void Acknowledgement_or_an_empty_queue_begins_the_wait_anew()
    {
        Read(1, Partition(0, waiting: 2, acknowledged: 7), Partition(1, waiting: 2, acknowledged: 7));
        Read(4, Partition(0, waiting: 2, acknowledged: 8), Partition(1, waiting: 0, acknowledged: 9));
        Read(5, Partition(0, waiting: 2, acknowledged: 8), Partition(1, waiting: 1, acknowledged: 9));

        Collect(seconds: 2, at: 5).Should().BeEmpty();
        Collect(seconds: 2, at: 7).Should().Equal(new TopicPartition("orders", 0));
    }

    [Test]
    public void Records_of_no_partition_yet_are_passed_over()
    {
        Read(1, Partition(-1, waiting: 2, acknowledged: 0));

        Collect(seconds: 1, at: 9).Should().BeEmpty();
    }

    [Test]
    public void Partition_whose_broker_is_away_is_found_and_found_no_more_when_it_is_back()
    {
        using var cluster = EmbeddedCluster.Start();
        cluster.CreateTopic("orders", 2);
        using var writer = new TestProducer(cluster.BootstrapServers);
        writer.SendNumbered("orders", 0, 1);
        writer.Flush();
        cluster.StopBroker();
        writer.SendNumbered("orders", 1, 1);

        TestWait.Until(() => Blocked(writer).Contains(new TopicPartition("orders", 1)), "the blocked partition");
        Blocked(writer).Should().NotContain(new TopicPartition("orders", 0));
        cluster.StartBroker();

        writer.Flush();
        TestWait.Until(() => Blocked(writer).Count == 0, "nothing blocked");
    }

    [Test]
    public void User_hears_statistics_as_often_as_asked_for()
    {
        using var cluster = EmbeddedCluster.Start();
        var heard = 0;
        using var quiet = cluster.CreateClient().CreateProducer(new Clients.ProducerSettings { ClientId = "quiet" });
        using var client = cluster.CreateClient(options =>
        {
            options.Producer.StatisticsIntervalMs = 2_000;
            options.OnStatistics = _ => heard++;
        });
        using var producer = client.CreateProducer(new Clients.ProducerSettings { ClientId = "writer" });
        var begin = TimeProvider.System.GetTimestamp();

        TestWait.Until(
            () =>
            {
                producer.Poll();
                return heard == 2;
            },
            "two documents");

        TimeProvider.System.GetElapsedTime(begin).Should().BeGreaterThan(TimeSpan.FromSeconds(3));
    }

    [TestCase("TRY_CONNECT", 1)]
    [TestCase("UP", 0)]
    public void Records_that_wait_to_be_sent_again_to_a_broker_that_is_away_are_found(string state, int expected)
    {
        var json = Encoding.UTF8.GetBytes(
            $$"""
            { "brokers": { "b": { "name": "b", "nodeid": 1, "state": "{{state}}", "toppars": { "x": { "topic": "orders" } } } },
              "topics": { "orders": { "partitions": { "0": { "partition": 0, "broker": 1, "msgq_cnt": 0, "xmit_msgq_cnt": 0, "msgs_inflight": 0, "msgs": 3, "acked_msgid": 2 } } } } }
            """);

        _blocked.Read(json, 1);
        _blocked.Read(json, 3);

        Collect(seconds: 1, at: 3).Should().HaveCount(expected);
    }

    private static List<TopicPartition> Blocked(TestProducer writer)
    {
        var blocked = new List<TopicPartition>();
        writer.Producer.Poll();
        writer.Producer.CollectBlocked(TimeSpan.FromSeconds(1), blocked);
        return blocked;
    }

    private static string Partition(int number, int waiting, int acknowledged) =>
        $$"""
        "{{number}}": { "partition": {{number}}, "leader": 1, "desired": false, "msgq_cnt": {{waiting}}, "msgq_bytes": 9, "xmit_msgq_cnt": 0,
        "fetch_state": "none", "msgs_inflight": 0, "acked_msgid": {{acknowledged}} }
        """;

    private void Read(int second, params string[] partitions) => _blocked.Read(
        Encoding.UTF8.GetBytes(
            $$"""
            { "name": "writer", "replyq": 0, "brokers": { "b": { "toppars": { "x": { "topic": "orders" } } } },
              "topics": { "orders": { "topic": "orders", "age": 9, "batchsize": { "min": 0 }, "partitions": { {{string.Join(',', partitions)}} } } },
              "eos": { "idemp_state": "Assigned" } }
            """),
        second);

    private List<TopicPartition> Collect(int seconds, int at)
    {
        var blocked = new List<TopicPartition>();
        _blocked.Collect(TimeSpan.FromSeconds(seconds), at, frequency: 1, blocked);
        return blocked;
    }
}
