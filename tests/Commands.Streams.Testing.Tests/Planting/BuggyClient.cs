using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>A client between engine and cluster that makes mistakes: those of the functions given.</summary>
internal sealed class BuggyClient(IStreamsClient inner) : IStreamsClient
{
    public string Description => inner.Description;

    public bool SupportsExactlyOnce => inner.SupportsExactlyOnce;

    public Func<ConsumerSettings, ConsumerSettings> ChangeConsumer { get; init; } = static settings => settings;

    public Func<TopicReaderSettings, TopicReaderSettings> ChangeReader { get; init; } = static settings => settings;

    public Func<IRecordPublisher, IRecordPublisher> WrapPublisher { get; init; } = static publisher => publisher;

    public Func<IStreamConsumer, BuggyConsumer> WrapConsumer { get; init; } = static consumer => new BuggyConsumer(consumer);

    public Func<ITopicAdmin, ITopicAdmin> WrapAdmin { get; init; } = static admin => admin;

    public Func<IStreamProducer, BuggyProducer> WrapProducer { get; init; } = static producer => new BuggyProducer(producer);

    public IReadOnlyList<string> Validate() => inner.Validate();

    public IStreamConsumer CreateConsumer(ConsumerSettings settings) => WrapConsumer(inner.CreateConsumer(ChangeConsumer(settings)));

    public IStreamProducer CreateProducer(ProducerSettings settings) => WrapProducer(inner.CreateProducer(settings));

    public IRecordPublisher CreatePublisher(string clientId, TimeSpan? deliveryTimeout = null) =>
        WrapPublisher(inner.CreatePublisher(clientId, deliveryTimeout));

    public ITopicReader CreateTopicReader(TopicReaderSettings settings) => inner.CreateTopicReader(ChangeReader(settings));

    public IRecordReader CreateRecordReader(RecordReaderSettings settings) => inner.CreateRecordReader(settings);

    public ITopicAdmin CreateAdmin() => WrapAdmin(inner.CreateAdmin());

    public void Dispose() => inner.Dispose();
}
