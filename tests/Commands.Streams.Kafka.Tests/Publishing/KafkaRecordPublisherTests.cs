using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Publishing;
using Commands.Streams.Kafka.Tests.Support;
using Confluent.Kafka;
using Headers = Commands.Streams.Records.Headers;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Tests.Publishing;

public class KafkaRecordPublisherTests
{
    private EmbeddedCluster _cluster = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic("orders", 3);
    }

    [TearDown]
    public void Stop() => _cluster.Dispose();

    [Test]
    public async Task Published_record_says_where_it_landed_and_can_be_read_there()
    {
        await using var publisher = Create();

        var first = await Publish(publisher, [1], [2], partition: 1, timestamp: 1_234, headers: Headers.Empty.Add("a", [9]));
        var second = await Publish(publisher, [1], [3], partition: 1);

        first.Should().Be(new RecordMetadata(new TopicPartition("orders", 1), 0, 1_234));
        second.Offset.Should().Be(1);
        using var reader = new TestConsumer(_cluster.BootstrapServers, "group");
        reader.Subscribe("orders");
        reader.PollUntil(() => reader.Assigned.Count == 3, "assignment");
        var record = reader.TakeRecords(first.Partition, 1).Single();
        record.Key.Should().Equal(1);
        record.Value.Should().Equal(2);
        record.Headers.Last("a").Should().Equal(9);
    }

    // Kafka's own test vectors of its murmur2.
    [TestCase("21", -973932308)]
    [TestCase("foobar", -790332482)]
    [TestCase("a-little-bit-long-string", -985981536)]
    [TestCase("a-little-bit-longer-string", -1486304829)]
    [TestCase("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    public async Task Key_goes_to_the_partition_that_Kafkas_murmur2_names(string key, int hash)
    {
        await using var publisher = Create();

        var landed = await Publish(publisher, Encoding.UTF8.GetBytes(key), [1]);

        landed.Partition.Partition.Should().Be((hash & 0x7fffffff) % 3);
    }

    [Test]
    public async Task Record_too_large_for_the_client_is_refused_and_certainly_not_written()
    {
        await using var publisher = Create(new() { ["message.max.bytes"] = "2000" });

        var failure = await Failure(Publish(publisher, [1], new byte[3_000]));

        failure.Reason.Should().Be(PublishFailureReason.TooLarge);
        failure.PossiblyPersisted.Should().BeFalse();
        failure.Message.Should().Contain("'orders'");
    }

    [Test]
    public async Task Record_refused_by_the_broker_fails_with_its_code()
    {
        await using var publisher = Create();
        _cluster.FailNext(EmbeddedRequest.Produce, ErrorCode.TopicAuthorizationFailed);

        var failure = await Failure(Publish(publisher, [1], [2]));

        failure.Reason.Should().Be(PublishFailureReason.Refused);
        failure.Code.Should().Be("TOPIC_AUTHORIZATION_FAILED");
    }

    [Test]
    public async Task Partition_that_does_not_exist_is_said_so()
    {
        await using var publisher = Create();
        await Publish(publisher, [1], [2]);

        var failure = await Failure(Publish(publisher, [1], [2], partition: 17));

        failure.Reason.Should().Be(PublishFailureReason.UnknownTopicOrPartition);
    }

    [Test]
    public async Task Full_queue_is_said_so()
    {
        await using var publisher = Create(new() { ["queue.buffering.max.messages"] = "1" });
        _cluster.StopBroker();
        var first = Publish(publisher, [1], [2]);

        var failure = await Failure(Publish(publisher, [1], [2]));

        failure.Reason.Should().Be(PublishFailureReason.QueueFull);
        await publisher.DisposeAsync();
        (await Failure(first)).Reason.Should().Be(PublishFailureReason.Closed);
    }

    [Test]
    public async Task Record_that_is_not_acknowledged_in_its_time_is_overdue()
    {
        await using var publisher = Create();
        await Publish(publisher, [1], [2]);
        _cluster.StopBroker();

        var failure = await Failure(Publish(publisher, [1], [2], timeout: TimeSpan.FromMilliseconds(200)));

        failure.Reason.Should().Be(PublishFailureReason.TimedOut);
        failure.PossiblyPersisted.Should().BeTrue();

        _cluster.StartBroker();
        (await Publish(publisher, [1], [4])).Offset.Should().Be(2, "the overdue record was written after all, and its report disturbed nobody");
    }

    [Test]
    public async Task Disposing_completes_what_is_pending_and_refuses_what_comes_later()
    {
        var publisher = Create();
        _cluster.StopBroker();
        var pending = Enumerable.Range(0, 50).Select(_ => Publish(publisher, [1], [2])).ToList();

        await publisher.DisposeAsync();

        foreach (var task in pending)
        {
            (await Failure(task)).Reason.Should().Be(PublishFailureReason.Closed);
        }

        var late = await Failure(Publish(publisher, [1], [2]));
        late.Reason.Should().Be(PublishFailureReason.Closed);
        late.PossiblyPersisted.Should().BeFalse();
        await publisher.DisposeAsync();
    }

    [Test]
    public async Task Many_issuers_get_an_offset_each()
    {
        await using var publisher = Create();

        var issuers = Enumerable.Range(0, 4).Select(issuer => Task.Run(async () =>
        {
            var offsets = new List<long>();
            for (var i = 0; i < 200; i++)
            {
                offsets.Add((await Publish(publisher, [(byte)issuer], [2], partition: 0)).Offset);
            }

            offsets.Should().BeInAscendingOrder();
            return offsets;
        }));

        (await Task.WhenAll(issuers)).SelectMany(offsets => offsets).Order().Should().Equal(Enumerable.Range(0, 800).Select(offset => (long)offset));
    }

    private static Task<RecordMetadata> Publish(
        KafkaRecordPublisher publisher,
        byte[] key,
        byte[] value,
        int partition = ProduceRecord.AnyPartition,
        long timestamp = 1_000,
        Headers? headers = null,
        TimeSpan? timeout = null)
    {
        var record = new ProduceRecord
        {
            Key = key,
            Value = value,
            HasKey = true,
            HasValue = true,
            Partition = partition,
            Timestamp = timestamp,
            Headers = headers,
        };
        return publisher.PublishAsync("orders", record, timeout ?? TestConsumer.Deadline).AsTask();
    }

    private static async Task<PublishException> Failure(Task<RecordMetadata> task)
    {
        try
        {
            var landed = await task;
            throw new AssertionException($"The record was published: {landed}.");
        }
        catch (PublishException exception)
        {
            return exception;
        }
    }

    private KafkaRecordPublisher Create(Dictionary<string, string>? options = null, TimeSpan? deliveryTimeout = null) => new(
        new Dictionary<string, string>(options ?? []) { ["bootstrap.servers"] = _cluster.BootstrapServers },
        "issuer",
        deliveryTimeout,
        NativeCallbacks.None,
        TimeProvider.System);
}
