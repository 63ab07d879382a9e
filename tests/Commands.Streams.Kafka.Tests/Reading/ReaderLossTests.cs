using Commands.Streams.Clients;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests.Reading;

/// <summary>What a reader says of a topic that it cannot read, or cannot read any more.</summary>
public sealed class ReaderLossTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private EmbeddedCluster _cluster = null!;
    private KafkaClient _kafka = null!;

    [SetUp]
    public void Start()
    {
        _cluster = EmbeddedCluster.Start();
        _cluster.CreateTopic("replies", 1);
        _kafka = _cluster.CreateClient();
    }

    [TearDown]
    public void Stop()
    {
        _kafka.Dispose();
        _cluster.Dispose();
    }

    [Test]
    public async Task Loss_of_the_right_to_read_is_told()
    {
        await using var reader = CreateReader();
        await reader.Ready.WaitAsync(Deadline);
        reader.Failure.Should().BeNull();

        _cluster.FailNext(EmbeddedRequest.Fetch, [.. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 100)]);

        await UntilAsync(() => reader.Failure is not null);
        reader.Failure!.Message.Should().Contain("replies-0");
    }

    [Test]
    public async Task Topic_that_is_gone_is_told()
    {
        await using var reader = CreateReader();
        await reader.Ready.WaitAsync(Deadline);

        _cluster.SetTopicError("replies", ErrorCode.UnknownTopicOrPart);

        await UntilAsync(() => reader.Failure is not null);
        reader.Failure!.Message.Should().Be("Topic 'replies' does not exist any more.");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private ITopicReader CreateReader() => _kafka.CreateTopicReader(new TopicReaderSettings
    {
        Topic = "replies",
        ClientId = "reader",
        PartitionCheckInterval = TimeSpan.FromMilliseconds(50),
        OnRecords = _ => { },
    });
}
