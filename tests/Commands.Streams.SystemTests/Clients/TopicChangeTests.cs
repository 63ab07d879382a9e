using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Kafka;
using Commands.Streams.Records;

namespace Commands.Streams.SystemTests.Clients;

/// <summary>Topics that change under a running application.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TopicChangeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _handled = new();
    private readonly LineLog _log = new();
    private KafkaClient _kafka = null!;
    private string _topic = null!;

    [SetUp]
    public async Task Connect()
    {
        _kafka = RealKafka.Connect();
        _topic = await RealKafka.CreateTopicAsync(_kafka, 1);
    }

    [TearDown]
    public void Disconnect() => _kafka?.Dispose();

    [TestCase(3, Description = "The new log ends before the old position")]
    [TestCase(20, Description = "The new log is longer than the old one was")]
    public async Task A_topic_that_is_created_again_is_read_from_its_beginning(int newRecords)
    {
        await using var application = await StartAsync(OffsetReset.Earliest, ProcessingGuarantee.AtLeastOnce);
        await WriteAsync(Enumerable.Range(1, 9).Select(number => $"old {number}"));
        await HandledAsync("old 9");

        await RealKafka.DeleteTopicsAsync(Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA")!, _topic);
        using (var admin = _kafka.CreateAdmin())
        {
            await admin.CreateTopicsAsync([new TopicSpecification(_topic, 1)], CancellationToken.None);
        }

        await WriteAsync(Enumerable.Range(1, newRecords).Select(number => $"new {number}"));
        for (var number = 1; number <= newRecords; number++)
        {
            await HandledAsync($"new {number}");
        }

        application.State.Should().NotBe(ApplicationState.Error);
    }

    [Test]
    public async Task A_group_that_begins_at_the_end_begins()
    {
        await WriteAsync(["before"]);
        await using var application = await StartAsync(OffsetReset.Latest, ProcessingGuarantee.AtLeastOnce);
        using var deadline = new CancellationTokenSource(Patience);
        for (var number = 1; _handled.IsEmpty; number++)
        {
            await WriteAsync([$"{number}"]);
            await Task.Delay(100, deadline.Token);
        }

        await WriteAsync(["last"]);
        await HandledAsync("last");
        _handled.Should().NotContain("before").And.OnlyHaveUniqueItems();
    }

    [Test]
    public async Task Records_that_are_deleted_before_they_are_handled_are_told_of()
    {
        await using (await StartAsync(OffsetReset.Earliest, ProcessingGuarantee.AtLeastOnce))
        {
            await WriteAsync(["one"]);
            await HandledAsync("one");
        }

        await WriteAsync(["two", "three", "four"]);
        using (var admin = _kafka.CreateAdmin())
        {
            await admin.DeleteRecordsAsync(new Dictionary<TopicPartition, long> { [new(_topic, 0)] = 3 }, CancellationToken.None);
        }

        await using var application = await StartAsync(OffsetReset.Earliest, ProcessingGuarantee.AtLeastOnce);
        await HandledAsync("four");
        _handled.Should().Equal("one", "four");
        _log.Lines.Should().Contain(line => line.Contains("were deleted before they were processed: offsets 1 to 2, at most 2"));
    }

    [TestCase(ProcessingGuarantee.AtLeastOnce)]
    [TestCase(ProcessingGuarantee.ExactlyOnce)]
    public async Task What_was_committed_is_deleted_from_a_repartition_topic(ProcessingGuarantee guarantee)
    {
        await using var application = await StartAsync(OffsetReset.Earliest, guarantee, repartitions: true);
        await WriteAsync(Enumerable.Range(1, 50).Select(number => $"{number}"));
        await HandledAsync("50");

        var own = new TopicPartition($"app-{_topic}-by-key-repartition", 0);
        using var deadline = new CancellationTokenSource(Patience);
        while (StartOffset(own) < 50)
        {
            await Task.Delay(200, deadline.Token);
        }
    }

    private static long StartOffset(TopicPartition partition)
    {
        var configuration = new Confluent.Kafka.ConsumerConfig
        {
            BootstrapServers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA"),
            GroupId = "looks-at-offsets",
        };
        using var consumer = new Confluent.Kafka.ConsumerBuilder<byte[], byte[]>(configuration).Build();
        return consumer.QueryWatermarkOffsets(new(partition.Topic, partition.Partition), Patience).Low.Value;
    }

    private async Task<StreamsApplication> StartAsync(OffsetReset reset, ProcessingGuarantee guarantee, bool repartitions = false)
    {
        var builder = new StreamsBuilder();
        var stream = builder.Stream<string, string>(_topic);
        (repartitions ? stream.Repartition(Repartitioned.As<string, string>("by-key")) : stream).ForEach((_, value) => _handled.Enqueue(value));
        var application = new StreamsApplication(
            builder.Build(),
            new StreamsOptions
            {
                ApplicationId = $"app-{_topic}",
                OffsetReset = reset,
                Guarantee = guarantee,
                PurgeInterval = TimeSpan.FromSeconds(5),
                LoggerFactory = _log,
            },
            _kafka);
        await application.StartAsync();
        return application;
    }

    private async Task WriteAsync(IEnumerable<string> values)
    {
        await using var publisher = _kafka.CreatePublisher("test");
        foreach (var value in values)
        {
            await PublishAsync(publisher, value);
        }
    }

    private ValueTask<RecordMetadata> PublishAsync(IRecordPublisher publisher, string value)
    {
        var record = new ProduceRecord
        {
            Key = "k"u8,
            HasKey = true,
            Value = System.Text.Encoding.UTF8.GetBytes(value),
            HasValue = true,
            Partition = 0,
            Timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
        };
        return publisher.PublishAsync(_topic, in record, Patience);
    }

    private async Task HandledAsync(string value)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!_handled.Contains(value))
        {
            deadline.IsCancellationRequested.Should().BeFalse(
                $"'{value}' is handled; so far were {string.Join(", ", _handled)}, and the log says: {string.Join(Environment.NewLine, _log.Lines)}");
            await Task.Delay(20);
        }
    }
}
