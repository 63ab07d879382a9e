using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>The client of a process: what it makes goes through the process's faults.</summary>
internal sealed class FaultyClient(Process process) : IStreamsClient
{
    public string Description => process.Client.Description;

    public bool SupportsExactlyOnce => process.Client.SupportsExactlyOnce;

    public IReadOnlyList<string> Validate() => process.Client.Validate();

    public IStreamConsumer CreateConsumer(ConsumerSettings settings)
    {
        process.Before("makes a consumer", null, isRemote: false);
        var consumer = process.CreateConsumer(settings);
        if (process.World.Scheduler.Current is { } worker)
        {
            worker.Consumer = consumer;
        }

        return new FaultyConsumer(process, consumer);
    }

    public IStreamProducer CreateProducer(ProducerSettings settings)
    {
        process.Before("makes a producer", settings.TransactionalId, isRemote: false);
        if (settings.TransactionalId is { } id)
        {
            process.Register(id);
        }

        return new FaultyProducer(process, process.CreateProducer(settings));
    }

    public IRecordPublisher CreatePublisher(string clientId, TimeSpan? deliveryTimeout = null) =>
        process.Client.CreatePublisher(clientId, deliveryTimeout);

    public ITopicReader CreateTopicReader(TopicReaderSettings settings) => process.Client.CreateTopicReader(settings);

    public IRecordReader CreateRecordReader(RecordReaderSettings settings)
    {
        process.Before("makes a reader", null, isRemote: false);
        return new FaultyRecordReader(process, process.Client.CreateRecordReader(settings with
        {
            OnPositionLost = (partition, position, logStart, logEnd) =>
            {
                process.World.Trace.Add(process.Instance, -1, "has lost its reader's place in", partition.Topic, position);
                settings.OnPositionLost(partition, position, logStart, logEnd);
            },
        }));
    }

    public ITopicAdmin CreateAdmin() => new FaultyAdmin(process);

    public void Dispose()
    {
    }
}
