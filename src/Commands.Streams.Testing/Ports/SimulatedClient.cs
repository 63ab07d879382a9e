using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Ports;

/// <summary>A client of a <see cref="SimulatedCluster"/>: what one process has.</summary>
internal sealed class SimulatedClient(SimulatedCluster cluster) : IStreamsClient
{
    private readonly List<SimulatedProducer> _producers = [];
    private readonly List<SimulatedPublisher> _publishers = [];

    public string Description => "simulated cluster";

    /// <summary>The producers that were made and may not be disposed yet.</summary>
    public IReadOnlyList<SimulatedProducer> Producers => _producers;

    public bool SupportsExactlyOnce => true;

    public IReadOnlyList<string> Validate() => [];

    public IStreamConsumer CreateConsumer(ConsumerSettings settings) => new SimulatedConsumer(cluster, settings);

    public IStreamProducer CreateProducer(ProducerSettings settings) => CreateSimulatedProducer(settings);

    public SimulatedProducer CreateSimulatedProducer(ProducerSettings settings)
    {
        lock (cluster.Gate)
        {
            var producer = new SimulatedProducer(cluster, settings);
            _producers.Add(producer);
            return producer;
        }
    }

    public IRecordPublisher CreatePublisher(string clientId, TimeSpan? deliveryTimeout = null)
    {
        lock (cluster.Gate)
        {
            _publishers.RemoveAll(static publisher => publisher.IsEnded);
            _publishers.Add(new SimulatedPublisher(cluster, deliveryTimeout));
            return _publishers[^1];
        }
    }

    public ITopicReader CreateTopicReader(TopicReaderSettings settings) => new SimulatedReader(cluster, settings);

    public IRecordReader CreateRecordReader(RecordReaderSettings settings) => new SimulatedRecordReader(cluster, settings);

    public ITopicAdmin CreateAdmin() => new SimulatedAdmin(cluster);

    /// <summary>What producers have queued goes on its way, as far as the network lets it.</summary>
    public void Transmit()
    {
        lock (cluster.Gate)
        {
            for (var i = _producers.Count - 1; i >= 0; i--)
            {
                if (_producers[i].IsDisposed)
                {
                    _producers.RemoveAt(i);
                }
                else
                {
                    _producers[i].Transmit();
                }
            }
        }

        for (var i = 0; i < _publishers.Count; i++)
        {
            _publishers[i].Transmit();
        }
    }

    public void Dispose()
    {
    }
}
