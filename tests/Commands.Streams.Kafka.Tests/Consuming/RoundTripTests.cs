using Commands.Streams.Kafka.Tests.Support;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Consuming;

public class RoundTripTests
{
    private EmbeddedCluster _cluster = null!;
    private TestProducer _writer = null!;
    private TestConsumer _reader = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic("orders", 2);
        _writer = new TestProducer(_cluster.BootstrapServers);
        _reader = new TestConsumer(_cluster.BootstrapServers, "group");
    }

    [TearDown]
    public void Stop()
    {
        _reader.Dispose();
        _writer.Dispose();
        _cluster.Dispose();
    }

    [Test]
    public void Key_and_value_and_timestamp_arrive_as_they_were_sent()
    {
        _writer.Send("orders", 1, [1, 2], [3, 4, 5], 1_234_567_890_123);

        var record = ReadOne(1);

        record.Key.Should().Equal(1, 2);
        record.Value.Should().Equal(3, 4, 5);
        record.Timestamp.Should().Be(1_234_567_890_123);
        record.Offset.Should().Be(0);
        record.Headers.Should().BeSameAs(Headers.Empty);
    }

    [Test]
    public void Missing_key_and_value_stay_missing()
    {
        _writer.Send("orders", 0, null, null);

        var record = ReadOne(0);

        record.Key.Should().BeNull();
        record.Value.Should().BeNull();
    }

    [Test]
    public void Empty_key_and_value_are_not_missing()
    {
        _writer.Send("orders", 0, [], []);

        var record = ReadOne(0);

        record.Key.Should().NotBeNull().And.BeEmpty();
        record.Value.Should().NotBeNull().And.BeEmpty();
    }

    [Test]
    public void Headers_keep_order_and_repeated_names_and_tell_null_from_empty()
    {
        var headers = Headers.From(new("a", [1]), new("b", null), new("a", [2, 3]), new("c", []), new("größe", [4]), new(new string('n', 300), [5]));
        _writer.Send("orders", 0, [1], [2], headers: headers);

        var read = ReadOne(0).Headers;

        read.Select(header => header.Name).Should().Equal(headers.Select(header => header.Name));
        read[0].Value.Should().Equal(1);
        read[1].Value.Should().BeNull();
        read[2].Value.Should().Equal(2, 3);
        read[3].Value.Should().NotBeNull().And.BeEmpty();
        read[4].Value.Should().Equal(4);
    }

    [Test]
    public void Records_of_a_partition_come_in_order_in_batches_no_larger_than_asked_for()
    {
        _writer.SendNumbered("orders", 0, 1_000);
        _writer.Flush();
        _reader.Subscribe("orders");
        var partition = new TopicPartition("orders", 0);
        _reader.PollUntil(() => _reader.Assigned.Count == 2, "assignment");

        var offsets = new List<long>();
        _reader.PollUntil(
            () =>
            {
                while (_reader.Consumer.Take(partition, 64) is { } batch)
                {
                    using (batch)
                    {
                        batch.Partition.Should().Be(partition);
                        batch.Count.Should().BeInRange(1, 64);
                        offsets.AddRange(TakenRecord.All(batch).Select(record => record.Offset));
                    }
                }

                return offsets.Count == 1_000;
            },
            "all records");

        offsets.Should().Equal(Enumerable.Range(0, 1_000).Select(offset => (long)offset));
    }

    [Test]
    public void Record_from_1970_keeps_its_time_to_the_millisecond()
    {
        _writer.Send("orders", 0, [1], [2], timestamp: 0);

        ReadOne(0).Timestamp.Should().Be(1, "librdkafka takes 0 for the present, so it is sent as 1");
    }

    private TakenRecord ReadOne(int partition)
    {
        _writer.Flush();
        _reader.Subscribe("orders");
        _reader.PollUntil(() => _reader.Assigned.Count == 2, "assignment");
        return _reader.TakeRecords(new TopicPartition("orders", partition), 1).Single();
    }
}
