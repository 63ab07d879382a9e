using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Tests.Support;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Consuming;

public class KafkaStreamConsumerTests
{
    private static readonly TopicPartition First = new("orders", 0);
    private static readonly TopicPartition Second = new("orders", 1);

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
    public void Committed_offsets_come_back_with_their_metadata_in_the_order_asked_for()
    {
        Join();

        _reader.Consumer.Commit([new OffsetCommit(First, 7, "AQAB größer"), new OffsetCommit(Second, 3, null)]);

        _reader.Consumer.Committed([Second, First], TestConsumer.Deadline)
            .Should().Equal(new OffsetCommit(Second, 3, null), new OffsetCommit(First, 7, "AQAB größer"));
    }

    [Test]
    public void Offset_never_committed_is_unknown()
    {
        Join();

        _reader.Consumer.Committed([First], TestConsumer.Deadline).Should().Equal(new OffsetCommit(First, Offsets.Unknown, null));
    }

    [Test]
    public void Refused_commit_throws_and_names_the_group()
    {
        Join();
        _cluster.FailNext(EmbeddedRequest.OffsetCommit, Confluent.Kafka.ErrorCode.OffsetMetadataTooLarge);

        var act = () => _reader.Consumer.Commit([new OffsetCommit(First, 7, "x")]);

        act.Should().Throw<ClientException>().WithMessage("*'group'*").Which.Code.Should().Be("OFFSET_METADATA_TOO_LARGE");
    }

    [Test]
    public void Reading_starts_at_the_committed_offset()
    {
        _writer.SendNumbered("orders", 0, 10);
        _writer.Flush();
        Join();
        _reader.Consumer.Commit([new OffsetCommit(First, 6, null)]);
        _reader.Consumer.Close();

        using var next = new TestConsumer(_cluster.BootstrapServers, "group");
        next.Subscribe("orders");
        next.PollUntil(() => next.Assigned.Count == 2, "assignment");

        next.TakeRecords(First, 4).Select(record => record.Offset).Should().Equal(6, 7, 8, 9);
    }

    [Test]
    public void Seeking_drops_what_was_queued_and_reads_on_there()
    {
        _writer.SendNumbered("orders", 0, 1_000);
        _writer.Flush();
        Join();
        _reader.TakeRecords(First, 10).Last().Offset.Should().Be(9);

        for (var target = 900L; target > 0; target -= 100)
        {
            _reader.Consumer.Seek(First, target);
            _reader.TakeRecords(First, 3).Select(record => record.Offset).Should().Equal(target, target + 1, target + 2);
        }

        _reader.Consumer.Seek(First, Offsets.Beginning);
        _reader.TakeRecords(First, 1).Single().Offset.Should().Be(0);
    }

    [Test]
    public void Seeking_inside_the_assignment_callback_works()
    {
        _writer.SendNumbered("orders", 0, 100);
        _writer.Flush();
        _reader.OnEvent = (what, _) =>
        {
            if (what == "assigned")
            {
                _reader.Consumer.Seek(First, 42);
            }
        };

        Join();

        _reader.TakeRecords(First, 1).Single().Offset.Should().Be(42);
    }

    [Test]
    public void End_is_reached_when_everything_was_taken_and_left_when_more_comes()
    {
        _writer.SendNumbered("orders", 0, 20);
        _writer.Flush();
        Join();
        _reader.Consumer.IsAtEnd(First).Should().BeFalse("no fetch was answered yet");

        _reader.TakeRecords(First, 19);
        _reader.Consumer.IsAtEnd(First).Should().BeFalse("one record waits");
        _reader.TakeRecords(First, 1);
        _reader.PollUntil(() => _reader.Consumer.Take(First, 10) is null && _reader.Consumer.IsAtEnd(First), "end of the first partition");
        _reader.PollUntil(() => _reader.Consumer.Take(Second, 10) is null && _reader.Consumer.IsAtEnd(Second), "end of the empty partition");

        _writer.SendNumbered("orders", 0, 5, first: 20);
        _writer.Flush();
        _reader.PollUntil(() => !_reader.Consumer.IsAtEnd(First), "more records");
        _reader.TakeRecords(First, 5).Last().Offset.Should().Be(24);
        _reader.PollUntil(() => _reader.Consumer.Take(First, 10) is null && _reader.Consumer.IsAtEnd(First), "end again");
    }

    [Test]
    public void Worker_is_woken_when_a_record_arrives()
    {
        Join();
        _reader.PollUntil(() => _reader.Consumer.Take(First, 10) is null && _reader.Consumer.IsAtEnd(First), "end");
        var before = _reader.WakeUps;

        _writer.SendNumbered("orders", 0, 1);
        _writer.Flush();

        _reader.PollUntil(() => _reader.WakeUps > before, "a wake-up");
        _reader.TakeRecords(First, 1).Should().HaveCount(1);
    }

    [Test]
    public void Exception_of_the_listener_comes_out_of_poll_and_the_partitions_can_be_taken_from()
    {
        _writer.SendNumbered("orders", 0, 1);
        _writer.Flush();
        _reader.OnEvent = (what, _) => throw new InvalidOperationException(what);

        var act = () => Join();

        act.Should().Throw<InvalidOperationException>().WithMessage("assigned");
        _reader.OnEvent = null;
        _reader.TakeRecords(First, 1).Should().HaveCount(1);
    }

    [Test]
    public void Closing_reports_the_revocation_first_and_throws_what_the_listener_throws()
    {
        Join();
        _reader.OnEvent = (what, _) => _reader.Consumer.Commit([new OffsetCommit(First, 5, what)]);

        _reader.Consumer.Close();

        _reader.Events.Last().Should().StartWith("revoked").And.Contain("orders-0").And.Contain("orders-1");
        using var next = new TestConsumer(_cluster.BootstrapServers, "group");
        next.Consumer.Committed([First], TestConsumer.Deadline).Should().Equal(new OffsetCommit(First, 5, "revoked"));

        next.Subscribe("orders");
        next.PollUntil(() => next.Assigned.Count == 2, "assignment");
        next.OnEvent = (what, _) => throw new InvalidOperationException(what);
        next.Consumer.Invoking(consumer => consumer.Close()).Should().Throw<InvalidOperationException>().WithMessage("revoked");
    }

    [Test]
    public void Batch_may_be_disposed_twice_and_after_its_consumer()
    {
        _writer.SendNumbered("orders", 0, 10);
        _writer.Flush();
        Join();
        RecordBatch? early = null;
        RecordBatch? late = null;
        _reader.PollUntil(() => (early ??= _reader.Consumer.Take(First, 2)) is not null, "a batch");
        _reader.PollUntil(() => (late ??= _reader.Consumer.Take(First, 2)) is not null, "another");

        early!.Dispose();
        var reused = _reader.Consumer.Take(First, 2);
        early.Dispose();

        TakenRecord.At(reused!, 0).Offset.Should().Be(4, "a second disposal does not touch a later batch");
        early.Invoking(batch => TakenRecord.At(batch, 0)).Should().Throw<ObjectDisposedException>();
        reused!.Invoking(batch => TakenRecord.At(batch, 2)).Should().Throw<ArgumentOutOfRangeException>();

        _reader.Dispose();
        late!.Dispose();
    }

    [Test]
    public void Topic_that_does_not_exist_is_named()
    {
        _cluster.SetTopicError("nowhere", Confluent.Kafka.ErrorCode.UnknownTopicOrPart);
        _reader.Subscribe("nowhere");

        var act = () => _reader.PollUntil(() => false, "an error");

        act.Should().Throw<ClientException>().WithMessage("*'nowhere'*'group'*");
    }

    [Test]
    public void Partition_without_offset_fails_where_no_reset_is_allowed()
    {
        _writer.SendNumbered("orders", 0, 1);
        _writer.Flush();
        using var strict = new TestConsumer(_cluster.BootstrapServers, "strict", configure: settings => settings with { OffsetReset = OffsetReset.None });
        strict.Subscribe("orders");
        strict.PollUntil(() => strict.Assigned.Count == 2, "assignment");

        var act = () => strict.TakeRecords(First, 1);

        act.Should().Throw<ClientException>().Where(e => e.Kind == ClientErrorKind.Fatal).WithMessage("*orders-0*");
    }

    [Test]
    public void Taking_from_a_partition_that_is_not_assigned_is_refused()
    {
        _reader.Consumer.Invoking(consumer => consumer.Take(First, 1)).Should().Throw<InvalidOperationException>().WithMessage("*orders-0*not assigned*");
    }

    [Test]
    public void Silent_cluster_makes_reading_committed_offsets_fail_in_time()
    {
        Join();
        _cluster.StopBroker();

        var act = () => _reader.Consumer.Committed([First], TimeSpan.FromMilliseconds(300));

        act.Should().Throw<ClientException>().Which.Kind.Should().Be(ClientErrorKind.Retriable);
    }

    [Test]
    public void Member_that_was_not_polled_in_time_loses_its_partitions_and_gets_them_again()
    {
        var options = new Dictionary<string, string>(TestConsumer.QuickClassicGroup) { ["max.poll.interval.ms"] = "2000" };
        using var slow = new TestConsumer(_cluster.BootstrapServers, "slow", options);
        slow.Subscribe("orders");
        slow.PollUntil(() => slow.Assigned.Count == 2, "assignment");

        TopicPartition[] partitions = [First, Second];
        slow.PollUntil(() => partitions.All(partition => slow.Consumer.Take(partition, 1) is null && slow.Consumer.IsAtEnd(partition)), "the ends");

        slow.WaitForWakeUp();
        slow.PollUntil(() => slow.Events.Count == 3, "loss and assignment");

        slow.Events[1].Should().StartWith("lost");
        slow.Events[2].Should().StartWith("assigned");
        slow.Errors.Should().Contain(error => error.Name == "_MAX_POLL_EXCEEDED");
    }

    [Test]
    public void Closing_ends_though_the_brokers_are_gone()
    {
        Join();
        _cluster.StopBroker();

        _reader.Consumer.Close();

        _reader.Assigned.Should().BeEmpty();
    }

    [Test]
    public void Reading_goes_on_after_the_brokers_were_away()
    {
        Join();
        _cluster.StopBroker();
        _reader.PollUntil(() => _reader.Errors.Count > 0, "an error report");
        _cluster.StartBroker();
        _writer.SendNumbered("orders", 0, 3);
        _writer.Flush();

        _reader.TakeRecords(First, 3).Select(record => record.Offset).Should().Equal(0, 1, 2);
    }

    private void Join()
    {
        _reader.Subscribe("orders");
        _reader.PollUntil(() => _reader.Assigned.Count == 2, "assignment");
    }
}
