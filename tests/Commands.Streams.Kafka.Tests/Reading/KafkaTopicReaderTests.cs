using System.Collections.Concurrent;
using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Headers = Commands.Streams.Records.Headers;

namespace Commands.Streams.Kafka.Tests.Reading;

public sealed class KafkaTopicReaderTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _read = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private EmbeddedCluster _cluster = null!;
    private KafkaClient _kafka = null!;
    private IRecordPublisher _publisher = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic("replies", 3);
        _kafka = _cluster.CreateClient();
        _publisher = _kafka.CreatePublisher("issuer");
        _read.Clear();
    }

    [TearDown]
    public async Task Stop()
    {
        await _publisher.DisposeAsync();
        _kafka.Dispose();
        _cluster.Dispose();
    }

    [Test]
    public async Task Reader_hands_out_what_is_written_after_it_is_ready_and_nothing_older()
    {
        await Write("old", 0, 1, 2);
        await using var reader = CreateReader("replies");
        await reader.Ready.WaitAsync(Deadline);

        await Write("new", 0, 1, 2);

        await Arrived(3);
        _read.Should().BeEquivalentTo("new 0 header", "new 1 header", "new 2 header");
    }

    [Test]
    public async Task Records_of_a_partition_come_in_order()
    {
        await using var reader = CreateReader("replies");
        await reader.Ready.WaitAsync(Deadline);

        for (var i = 0; i < 100; i++)
        {
            await Write($"{i}", 1);
        }

        await Arrived(100);
        _read.Should().Equal(Enumerable.Range(0, 100).Select(i => $"{i} 1 header"));
    }

    [Test]
    public async Task Topic_that_does_not_exist_is_said_so()
    {
        await using var reader = new KafkaClient(new KafkaOptions { BootstrapServers = _cluster.BootstrapServers })
            .CreateTopicReader(new TopicReaderSettings { Topic = "a b", ClientId = "reader", OnRecords = _ => { } });

        await FluentActions.Awaiting(() => reader.Ready.WaitAsync(Deadline)).Should().ThrowAsync<ClientException>().WithMessage("*'a b'*");
    }

    [Test]
    public async Task Reader_waits_for_a_cluster_that_cannot_be_reached_and_can_be_disposed()
    {
        using var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = "127.0.0.1:9" });
        var reader = kafka.CreateTopicReader(new TopicReaderSettings { Topic = "replies", ClientId = "reader", OnRecords = _ => { } });
        reader.Ready.IsCompleted.Should().BeFalse();

        await reader.DisposeAsync().AsTask().WaitAsync(Deadline);

        reader.Ready.IsCanceled.Should().BeTrue();
    }

    [Test]
    public async Task Reader_goes_on_when_a_broker_comes_back()
    {
        await using var reader = CreateReader("replies");
        await reader.Ready.WaitAsync(Deadline);
        _cluster.StopBroker(1);
        _cluster.StartBroker(1);

        await Write("after", 2);

        await Arrived(1);
        _read.Should().Equal("after 2 header");
    }

    [Test]
    public async Task Handler_that_throws_does_not_end_the_reader()
    {
        await using var reader = _kafka.CreateTopicReader(new TopicReaderSettings
        {
            Topic = "replies",
            ClientId = "reader",
            OnRecords = _ =>
            {
                _arrivals.Release();
                throw new InvalidOperationException("No glasses.");
            },
        });
        await reader.Ready.WaitAsync(Deadline);

        await Write("first", 0);
        await Arrived(1);
        await Write("second", 0);

        await Arrived(1);
    }

    [Test]
    public async Task Partition_that_is_added_is_found_within_two_seconds_and_read_from_its_beginning()
    {
        var servers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA");
        if (string.IsNullOrEmpty(servers))
        {
            Assert.Ignore("COMMANDS_STREAMS_KAFKA names no broker; the embedded cluster cannot add partitions.");
        }

        var topic = $"replies-{Guid.NewGuid():N}";
        using var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = servers });
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new Confluent.Kafka.Admin.TopicSpecification { Name = topic, NumPartitions = 1 }]);
        await using var reader = kafka.CreateTopicReader(new TopicReaderSettings { Topic = topic, ClientId = "reader", OnRecords = OnRecords });
        await reader.Ready.WaitAsync(Deadline);
        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = 3 }]);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = servers }).Build();

        await producer.ProduceAsync(new Confluent.Kafka.TopicPartition(topic, 2), new Message<Null, string>
        {
            Value = "added",
            Headers = new Confluent.Kafka.Headers { { "name", "header"u8.ToArray() } },
        });

        (await _arrivals.WaitAsync(TimeSpan.FromSeconds(2))).Should().BeTrue();
        _read.Should().Equal("added 2 header");
        await admin.DeleteTopicsAsync([topic]);
    }

    private ITopicReader CreateReader(string topic) =>
        _kafka.CreateTopicReader(new TopicReaderSettings { Topic = topic, ClientId = "reader", OnRecords = OnRecords });

    private void OnRecords(RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            batch.Read(i, out var record);
            batch.TryReadHeader(i, "name"u8, out var header).Should().BeTrue();
            batch.TryReadHeader(i, "nam"u8, out _).Should().BeFalse();
            _read.Enqueue($"{Encoding.UTF8.GetString(record.Value)} {batch.Partition.Partition} {Encoding.UTF8.GetString(header)}");
            _arrivals.Release();
        }
    }

    private async Task Arrived(int count)
    {
        for (var i = 0; i < count; i++)
        {
            (await _arrivals.WaitAsync(Deadline)).Should().BeTrue("a record is missing");
        }
    }

    private async Task Write(string value, params int[] partitions)
    {
        foreach (var partition in partitions)
        {
            await Publish(value, partition);
        }
    }

    private ValueTask<RecordMetadata> Publish(string value, int partition)
    {
        var record = new ProduceRecord
        {
            Value = Encoding.UTF8.GetBytes(value),
            HasValue = true,
            Partition = partition,
            Timestamp = 1,
            Headers = Headers.Empty.Add("name", "first").Add("name", "header"),
        };
        return _publisher.PublishAsync("replies", in record, Deadline);
    }
}
