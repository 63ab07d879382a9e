using Commands.Streams.Clients;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Tests.Support;

/// <summary>A cluster that issuers alone use: takes commands and hands out replies as told.</summary>
internal sealed class FakeStreamsClient : IStreamsClient
{
    public List<FakePublisher> Publishers { get; } = [new FakePublisher()];

    /// <summary>The newest publisher; the first is there before it is asked for.</summary>
    public FakePublisher Publisher => Publishers[^1];

    /// <summary>What each publisher was asked for with.</summary>
    public List<TimeSpan?> DeliveryTimeouts { get; } = [];

    /// <summary>What becomes of each publisher from the second on.</summary>
    public Action<FakePublisher> OnPublisher { get; set; } = static _ => { };

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    public List<FakeReader> Readers { get; } = [];

    public FakeReader Reader => Readers[^1];

    /// <summary>What a new reader's start waits for.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public string Description => "fake cluster";

    public bool SupportsExactlyOnce => false;

    public IReadOnlyList<string> Validate() => [];

    public IStreamConsumer CreateConsumer(ConsumerSettings settings) => throw new NotSupportedException();

    public IStreamProducer CreateProducer(ProducerSettings settings) => throw new NotSupportedException();

    public IRecordPublisher CreatePublisher(string clientId, TimeSpan? deliveryTimeout = null)
    {
        DeliveryTimeouts.Add(deliveryTimeout);
        if (DeliveryTimeouts.Count > 1)
        {
            Publishers.Add(new FakePublisher());
            OnPublisher(Publisher);
        }

        return Publisher;
    }

    public ITopicReader CreateTopicReader(TopicReaderSettings settings)
    {
        var reader = new FakeReader(settings, Ready);
        Readers.Add(reader);
        return reader;
    }

    public IRecordReader CreateRecordReader(RecordReaderSettings settings) => throw new NotSupportedException();

    public ITopicAdmin CreateAdmin() => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
