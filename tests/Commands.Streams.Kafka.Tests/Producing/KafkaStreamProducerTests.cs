using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Tests.Support;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests.Producing;

public class KafkaStreamProducerTests
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
    public void Partition_count_is_the_clusters_and_the_topic_is_the_same_object_each_time()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers);

        var topic = writer.Producer.GetTopic("orders");

        topic.PartitionCount.Should().Be(3);
        topic.Name.Should().Be("orders");
        writer.Producer.GetTopic("orders").Should().BeSameAs(topic);
    }

    [Test]
    public void Topic_that_does_not_exist_is_said_by_name()
    {
        _cluster.SetTopicError("nowhere", ErrorCode.UnknownTopicOrPart);
        using var writer = new TestProducer(_cluster.BootstrapServers);

        var act = () => writer.Producer.GetTopic("nowhere").PartitionCount;

        act.Should().Throw<ClientException>().WithMessage("Topic 'nowhere' does not exist*").Which.Kind.Should().Be(ClientErrorKind.Fatal);
    }

    [Test]
    public void Record_larger_than_the_client_allows_is_refused_at_once()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers, new() { ["message.max.bytes"] = "2000" });

        var act = () => writer.Send("orders", 0, [1], new byte[3_000]);

        act.Should().Throw<ClientException>().WithMessage("*'orders'*").Which.Code.Should().Be("MSG_SIZE_TOO_LARGE");
        writer.Failures.Should().BeEmpty();
    }

    [Test]
    public void Without_a_limit_of_the_users_whatever_a_broker_took_can_be_written_again()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers);

        writer.Send("orders", 0, [1], new byte[1_048_576], headers: Records.Headers.Empty.Add("own", new string('o', 8_000)));
        writer.Flush();

        writer.Failures.Should().BeEmpty();
    }

    [Test]
    public void Partition_that_does_not_exist_is_refused_at_once_when_the_topic_is_known()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers);
        _ = writer.Producer.GetTopic("orders").PartitionCount;

        var act = () => writer.Send("orders", 17, [1], [2]);

        act.Should().Throw<ClientException>().WithMessage("*'orders', partition 17*").Which.Code.Should().Be("_UNKNOWN_PARTITION");
    }

    [Test]
    public void Record_that_the_broker_refuses_is_reported_with_all_it_had_and_the_next_one_goes_through()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers);
        _cluster.FailNext(EmbeddedRequest.Produce, ErrorCode.InvalidRecord);
        writer.Send("orders", 1, [1, 2], [3], headers: Records.Headers.Empty.Add("a", "1").Add("b", (byte[]?)null), token: 77);
        writer.Flush();

        var failure = writer.Failures.Single();
        failure.Topic.Should().Be("orders");
        failure.Partition.Should().Be(1);
        failure.Key.Should().Equal(1, 2);
        failure.Value.Should().Equal(3);
        failure.Token.Should().Be(77);
        failure.Error.Code.Should().Be("INVALID_RECORD");
        failure.Headers!.Select(header => (header.Name, header.Value?.Length)).Should().Equal(("a", 1), ("b", null));

        writer.Send("orders", 1, [1], null, token: 78);
        writer.Flush();
        writer.Failures.Should().HaveCount(1);
    }

    [Test]
    public void Record_that_is_not_acknowledged_in_time_is_reported()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers, new() { ["message.timeout.ms"] = "300" });
        _ = writer.Producer.GetTopic("orders").PartitionCount;
        _cluster.StopBroker();
        writer.Send("orders", 0, null, null);
        writer.Flush();

        var failure = writer.Failures.Single();
        failure.Error.Code.Should().Be("_MSG_TIMED_OUT");
        failure.Error.Kind.Should().Be(ClientErrorKind.Retriable);
        failure.Key.Should().BeNull();
        failure.Value.Should().BeNull();
        failure.PossiblyPersisted.Should().BeFalse();
    }

    [Test]
    public void Exception_of_the_failure_handler_comes_out_of_the_call_it_ran_in()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers);
        writer.Producer.OnDeliveryFailure = (in DeliveryFailure failure) => throw new InvalidOperationException(failure.Topic);
        _cluster.FailNext(EmbeddedRequest.Produce, ErrorCode.MsgSizeTooLarge);
        writer.Send("orders", 0, [1], [2]);

        writer.Producer.Invoking(producer => producer.Flush(TestConsumer.Deadline)).Should().Throw<InvalidOperationException>().WithMessage("orders");
    }

    [Test]
    public void Worker_is_woken_by_a_failure_and_poll_reports_it()
    {
        using var woken = new ManualResetEventSlim();
        using var writer = new TestProducer(_cluster.BootstrapServers, configure: settings => settings with { Wake = woken.Set });
        _cluster.FailNext(EmbeddedRequest.Produce, ErrorCode.MsgSizeTooLarge);
        writer.Send("orders", 0, [1], [2]);

        woken.Wait(TestConsumer.Deadline).Should().BeTrue();
        writer.Producer.Poll();

        writer.Failures.Should().HaveCount(1);
    }

    [Test]
    public void Full_queue_is_no_error_and_has_room_again_after_waiting()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers, new() { ["queue.buffering.max.messages"] = "10" });
        var topic = writer.Producer.GetTopic("orders");
        var refused = 0;

        for (var i = 0; i < 1_000; i++)
        {
            var record = new ProduceRecord { Partition = 0, Timestamp = 1 };
            while (!topic.TrySend(record, 0))
            {
                refused++;
                writer.Producer.WaitForRoom(TestConsumer.Deadline);
            }
        }

        refused.Should().BePositive();
        writer.Flush();
        writer.Failures.Should().BeEmpty();
    }

    [Test]
    public void Flush_says_when_records_are_still_on_their_way()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers);
        _ = writer.Producer.GetTopic("orders").PartitionCount;
        _cluster.StopBroker();
        writer.Send("orders", 0, [1], [2]);

        writer.Producer.Flush(TimeSpan.FromMilliseconds(100)).Should().BeFalse();
    }

    [Test]
    public void Aborted_transaction_drops_what_is_queued_silently()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers, configure: settings => settings with { TransactionalId = "t" });
        writer.Producer.InitTransactions(TestConsumer.Deadline);
        writer.Producer.BeginTransaction();
        writer.SendNumbered("orders", 0, 100);

        writer.Producer.AbortTransaction(TestConsumer.Deadline);
        writer.Producer.Poll();

        writer.Failures.Should().BeEmpty();
    }

    [Test]
    public void Transaction_that_was_not_begun_cannot_be_committed()
    {
        using var writer = new TestProducer(_cluster.BootstrapServers, configure: settings => settings with { TransactionalId = "t" });
        writer.Producer.InitTransactions(TestConsumer.Deadline);

        writer.Producer.Invoking(producer => producer.CommitTransaction(TestConsumer.Deadline))
            .Should().Throw<ClientException>().WithMessage("*'t'*committed*").Which.Code.Should().Be("_STATE");
    }
}
