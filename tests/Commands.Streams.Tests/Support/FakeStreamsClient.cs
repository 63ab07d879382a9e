using Commands.Streams.Clients;

namespace Commands.Streams.Tests.Support;

/// <summary>A cluster that issuers alone use: takes commands and hands out replies as told.</summary>
internal sealed class FakeStreamsClient : IStreamsClient
{
    public FakePublisher Publisher { get; } = new();

    public List<FakeReader> Readers { get; } = [];

    public FakeReader Reader => Readers[^1];

    /// <summary>What a new reader's start waits for.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public string Description => "fake cluster";

    public bool SupportsExactlyOnce => false;

    public IReadOnlyList<string> Validate() => [];

    public IStreamConsumer CreateConsumer(ConsumerSettings settings) => throw new NotSupportedException();

    public IStreamProducer CreateProducer(ProducerSettings settings) => throw new NotSupportedException();

    public IRecordPublisher CreatePublisher(string clientId) => Publisher;

    public ITopicReader CreateTopicReader(TopicReaderSettings settings)
    {
        var reader = new FakeReader(settings, Ready);
        Readers.Add(reader);
        return reader;
    }

    public ITopicAdmin CreateAdmin() => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
