using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Tests.Support;
using Commands.Streams.Testing;

namespace Commands.Streams.Kafka.Tests.Producing;

/// <summary>Topics that others name, that disappear, or that come back smaller: none of them may hold the worker.</summary>
public sealed class ProducerTopicsTests
{
    private EmbeddedCluster _cluster = null!;
    private ManualTimeProvider _time = null!;
    private TestProducer _writer = null!;

    [SetUp]
    public void SetUp()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic("known", 2);
        _time = new ManualTimeProvider();
        _writer = new TestProducer(_cluster.BootstrapServers, time: _time);
    }

    [TearDown]
    public void TearDown()
    {
        _writer.Dispose();
        _cluster.Dispose();
    }

    [Test]
    public async Task Topics_that_do_not_exist_are_answered_at_once_and_leave_nothing_behind()
    {
        _writer.Producer.GetTopic("known").PartitionCount.Should().Be(2);
        var begin = TimeProvider.System.GetTimestamp();

        for (var i = 0; i < 100; i++)
        {
            var name = $"bogus-{i}";
            var ask = () => _writer.Producer.GetTopic(name).PartitionCount;
            ask.Should().Throw<ClientException>().WithMessage($"*'{name}' does not exist*").Which.Code.Should().Be("UNKNOWN_TOPIC_OR_PART");
        }

        TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(TimeSpan.FromSeconds(3));
        using var client = _cluster.CreateClient();
        using var admin = client.CreateAdmin();
        (await admin.ListTopicsAsync(CancellationToken.None)).Should().Equal("known");
    }

    [Test]
    public void Record_without_a_key_for_a_topic_that_does_not_exist_is_refused_at_once()
    {
        var send = () => _writer.Send("bogus", ProduceRecord.AnyPartition, null, [1]);

        send.Should().Throw<ClientException>().Which.Code.Should().Be("UNKNOWN_TOPIC_OR_PART");
    }

    [Test]
    public void Topics_that_are_gone_do_not_hold_the_worker_when_metadata_are_due()
    {
        for (var i = 0; i < 3; i++)
        {
            _cluster.CreateTopic($"reply-{i}", 1);
            _writer.SendNumbered($"reply-{i}", 0, 1);
        }

        _writer.Flush();
        for (var i = 0; i < 3; i++)
        {
            _cluster.DeleteTopic($"reply-{i}");
        }

        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            var begin = TimeProvider.System.GetTimestamp();
            _writer.Producer.Poll();
            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(TimeSpan.FromMilliseconds(500));
        }
    }

    [Test]
    public void Topic_that_is_not_written_to_any_more_is_let_go_and_works_again_when_it_is()
    {
        _writer.SendNumbered("known", 0, 1);
        _writer.Flush();
        var topic = _writer.Producer.GetTopic("known");

        Pass(TimeSpan.FromMinutes(5));
        _writer.Producer.GetTopic("known").Should().BeSameAs(topic, "it was written to");
        Pass(TimeSpan.FromMinutes(5));
        _writer.Producer.Flush(TimeSpan.Zero);
        var record = new ProduceRecord { Value = [1], HasValue = true, Partition = 1, Timestamp = 1 };
        topic.TrySend(in record, 0).Should().BeTrue();
        _writer.Flush();

        _writer.Failures.Should().BeEmpty();
        _writer.Producer.GetTopic("known").Should().BeSameAs(topic);
    }

    [Test]
    public void Topic_that_came_back_with_fewer_partitions_is_asked_for_again()
    {
        _writer.SendNumbered("known", 1, 1);
        _writer.Flush();
        _cluster.DeleteTopic("known");
        _cluster.CreateTopic("known", 1);
        var topic = _writer.Producer.GetTopic("known");
        Pass(TimeSpan.FromMinutes(5));
        TestWait.Until(
            () =>
            {
                _writer.Producer.Poll();
                return topic.PartitionCount == 1;
            },
            "the new number");

        _writer.SendNumbered("known", 0, 1);
        _writer.Flush();

        _writer.Failures.Should().BeEmpty();
    }

    private void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _writer.Producer.Poll();
    }
}
