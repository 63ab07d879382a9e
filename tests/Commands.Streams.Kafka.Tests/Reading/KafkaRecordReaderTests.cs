using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Tests.Contract;
using Confluent.Kafka;
using TopicPartition = Commands.Streams.Records.TopicPartition;

namespace Commands.Streams.Kafka.Tests.Reading;

/// <summary>A reader without a group while something is wrong with the cluster.</summary>
public sealed class KafkaRecordReaderTests
{
    private static readonly TopicPartition Changelog = new("changelog", 0);

    private EmbeddedCluster _cluster = null!;
    private KafkaClient _client = null!;
    private IStreamProducer _producer = null!;
    private ContractReader _reader = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic(Changelog.Topic, 2);
        _client = _cluster.CreateClient();
        _producer = _client.CreateProducer(new ProducerSettings { ClientId = "writer" });
        _reader = new ContractReader(_client);
        Send("abcdef");
    }

    [TearDown]
    public void Stop()
    {
        _reader.Dispose();
        _producer.Dispose();
        _client.Dispose();
        _cluster.Dispose();
    }

    [Test]
    public void Reading_continues_after_errors_that_pass()
    {
        _cluster.FailNext(EmbeddedRequest.Fetch, ErrorCode.NotLeaderForPartition, ErrorCode.Local_Transport, ErrorCode.LeaderNotAvailable);

        _reader.Reader.Add(Changelog, 0);

        _reader.TakeUntil(Changelog, 6).Should().Be("abcdef");
    }

    [Test]
    public void Reading_continues_when_the_cluster_is_back()
    {
        _reader.Reader.Add(Changelog, 0);
        _reader.TakeUntil(Changelog, 6).Should().Be("abcdef");
        _cluster.StopBroker();
        _reader.Reader.Poll();
        _reader.TakeOnce(Changelog, 1).Should().BeEmpty();

        _cluster.StartBroker();
        Send("g");

        _reader.TakeUntil(Changelog, 7).Should().Be("g");
        _reader.Losses.Should().BeEmpty();
    }

    [Test]
    public void Lack_of_the_right_to_read_is_thrown_for_the_partition_only()
    {
        _cluster.FailNext(EmbeddedRequest.Fetch, [.. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 3)]);
        _reader.Reader.Add(Changelog, 0);
        ClientException? thrown = null;

        _reader.PollUntil(
            () =>
            {
                try
                {
                    return _reader.Reader.Take(Changelog, 1) is not null;
                }
                catch (ClientException exception)
                {
                    thrown = exception;
                    return true;
                }
            },
            "an error");

        thrown!.Kind.Should().Be(ClientErrorKind.Fatal);
        thrown.Message.Should().Contain("changelog-0").And.Contain("reader 'restorer'");
    }

    [Test]
    public void Leader_that_knows_less_than_the_one_before_it_loses_no_position()
    {
        _reader.Reader.Add(Changelog, 0);
        _reader.TakeUntil(Changelog, 6).Should().Be("abcdef");
        _cluster.FailNext(EmbeddedRequest.Fetch, ErrorCode.OffsetOutOfRange);

        Send("g");

        _reader.TakeUntil(Changelog, 7).Should().Be("g");
        _reader.Losses.Should().BeEmpty();
    }

    [Test]
    public void Loss_is_told_once_the_cluster_says_where_the_log_starts_and_no_call_waits_for_that()
    {
        DeleteBefore(4);
        _cluster.SetRoundTripTime(TimeSpan.FromMilliseconds(300));
        _reader.Reader.Add(Changelog, 2);
        var longest = TimeSpan.Zero;

        _reader.PollUntil(
            () =>
            {
                var begin = TimeProvider.System.GetTimestamp();
                _reader.TakeOnce(Changelog, 1).Should().BeEmpty();
                _reader.Reader.Poll();
                var lasted = TimeProvider.System.GetElapsedTime(begin);
                longest = lasted > longest ? lasted : longest;
                return _reader.Losses.Count > 0;
            },
            "a loss");

        _reader.Losses.Should().Equal((Changelog, 2, 4, 6));
        longest.Should().BeLessThan(TimeSpan.FromMilliseconds(290), "an answer of the cluster takes at least 300 ms");
    }

    [Test]
    public void Loss_is_told_after_answers_that_fail()
    {
        DeleteBefore(4);
        _reader.Reader.Add(Changelog, 2);
        var isFailing = false;

        _reader.PollUntil(
            () =>
            {
                if (!isFailing)
                {
                    // librdkafka's own question comes first.
                    var fails = ErrorCode.NotLeaderForPartition;
                    _cluster.FailNext(EmbeddedRequest.ListOffsets, ErrorCode.NoError, fails, ErrorCode.NoError, fails);
                    isFailing = true;
                }

                _reader.TakeOnce(Changelog, 1).Should().BeEmpty();
                return _reader.Losses.Count > 0;
            },
            "a loss");

        _reader.Losses.Should().Equal((Changelog, 2, 4, 6));
    }

    [Test]
    public void Loss_is_not_told_of_a_partition_that_was_removed_or_added_elsewhere_meanwhile([Values] bool removed)
    {
        DeleteBefore(4);
        _reader.Reader.Add(Changelog, 2);
        _reader.Reader.Add(Changelog with { Partition = 1 }, 0);
        _reader.PollUntil(() => _reader.TakeOnce(Changelog, 1).Length == 0 && _reader.IsWokenWithin(TimeSpan.FromSeconds(1)), "a wake-up");

        _reader.Reader.Remove(Changelog);
        if (!removed)
        {
            _reader.Reader.Add(Changelog, 4);
            _reader.TakeUntil(Changelog, 6).Should().Be("ef");
        }

        _reader.TakeUntil(Changelog with { Partition = 1 }, 0).Should().BeEmpty();
        _reader.Losses.Should().BeEmpty();
    }

    [Test]
    public void Exception_of_whoever_is_told_leaves_the_others_to_be_told()
    {
        Send("abcdef", partition: 1);
        DeleteBefore(4);
        DeleteBefore(4, partition: 1);
        var thrown = 0;
        _reader.WhenLost = (_, _) => throw new InvalidOperationException($"{++thrown}");
        TopicPartition[] both = [Changelog, Changelog with { Partition = 1 }];
        Array.ForEach(both, partition => _reader.Reader.Add(partition, 1));

        for (var i = 1; i <= 2; i++)
        {
            _reader.Invoking(reader => reader.PollUntil(
                    () =>
                    {
                        Array.ForEach(both, partition => reader.TakeOnce(partition, 1));
                        return false;
                    },
                    "a loss"))
                .Should().Throw<InvalidOperationException>().WithMessage($"{i}");
        }

        _reader.Losses.Should().BeEquivalentTo(both.Select(partition => (partition, 1L, 4L, 6L)));
    }

    [Test]
    public void Topic_that_the_client_does_not_know_is_looked_up_at_once()
    {
        _reader.Reader.Add(Changelog, 0);
        _reader.TakeUntil(Changelog, 6).Should().Be("abcdef");
        TopicPartition[] others = [.. Enumerable.Range(0, 5).Select(number => new TopicPartition($"changelog-{number}", 0))];
        foreach (var other in others)
        {
            _cluster.CreateTopic(other.Topic, 1);
            Send("a", other);
        }

        var begin = TimeProvider.System.GetTimestamp();
        foreach (var other in others)
        {
            _reader.Reader.Add(other, 0);
            _reader.TakeUntil(other, 1).Should().Be("a");
        }

        TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(TimeSpan.FromSeconds(3), "librdkafka looks for unknown topics once a second only");
    }

    [Test]
    public void Batches_that_nobody_disposed_are_given_back_with_the_reader()
    {
        _reader.Reader.Add(Changelog, 0);
        RecordBatch? batch = null;
        _reader.PollUntil(() => (batch = _reader.Reader.Take(Changelog, 10)) is not null, "a batch");

        _reader.Reader.Dispose();
        _reader.Reader.Dispose();

        batch!.Invoking(one => one.Read(0, out _)).Should().Throw<ObjectDisposedException>();
        batch!.Dispose();
    }

    private void DeleteBefore(long offset, int partition = 0) => _cluster.DeleteRecords(Changelog.Topic, partition, offset);

    private void Send(string values, int partition = 0) => Send(values, Changelog with { Partition = partition });

    private void Send(string values, TopicPartition to)
    {
        foreach (var value in values)
        {
            var record = new ProduceRecord { Value = [(byte)value], HasValue = true, Partition = to.Partition, Timestamp = 1 };
            _producer.GetTopic(to.Topic).TrySend(in record, 0).Should().BeTrue();
        }

        _producer.Flush(TimeSpan.FromSeconds(30)).Should().BeTrue();
    }
}
